import { expect, test, type Page } from '@playwright/test';
import { call, signUp } from './desk';

interface Created {
  lead: { id: string };
}

async function addLead(page: Page, body: object): Promise<string> {
  const { lead } = await call<Created>(page, 'POST', '/api/leads', { body });
  return lead.id;
}

test('two leads are compared, merged, and taken apart again', async ({ page }) => {
  await signUp(page, 'Prestige Realty');
  const ana = await addLead(page, { name: 'Ana Souza', phone: '+5511912345678', tags: ['a'] });
  const other = await addLead(page, {
    name: 'Ana S.',
    phone: '+919876543210',
    company: 'Acme',
    tags: ['b'],
  });
  await call(page, 'POST', `/api/leads/${other}/messages`, { body: { text: 'Hi there' } });

  await test.step('the other one is found and both stand side by side', async () => {
    await page.goto(`/leads/${ana}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Merge with another lead' }).click();
    const dialog = page.getByRole('dialog', { name: 'Merge two leads' });
    await dialog.getByRole('searchbox', { name: 'Find a lead' }).fill('Ana S.');
    await dialog.getByRole('button', { name: /Ana S\./ }).click();
    const row = (name: string) => dialog.getByRole('row', { name: new RegExp(`^${name}`) });
    await expect(row('Company').getByRole('cell').last()).toHaveText('Acme');
    await row('Name').getByRole('radio', { name: 'Name: Ana S.' }).check();
    await expect(row('Name').getByRole('cell').last()).toHaveText('Ana S.');
    await expect(dialog.getByText('1 message')).toBeVisible();
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText('Merged into Ana S.')).toBeVisible();
  });

  await test.step('the old address leads to the lead that stayed', async () => {
    await page.goto(`/leads/${other}`);
    await expect(page).toHaveURL((url) => url.pathname === `/leads/${ana}`);
    await expect(page.getByText('The lead you opened was merged into this one.')).toBeVisible();
    await expect(page.getByRole('log').getByText('Hi there')).toBeVisible();
  });

  await test.step('undone, there are two leads as before', async () => {
    const history = page.getByRole('region', { name: 'Merged leads' });
    await history.getByRole('button', { name: 'Undo merge' }).click();
    const question = page.getByRole('alertdialog', { name: 'Take Ana S. out again?' });
    await question.getByRole('button', { name: 'Undo merge' }).click();
    await expect(page.getByRole('article', { name: /Ana Souza/ })).toBeVisible();
    await expect(history.getByText('was taken out again')).toBeVisible();
    await page.goto(`/leads/${other}`);
    await expect(page).toHaveURL((url) => url.pathname === `/leads/${other}`);
    await expect(page.getByRole('log').getByText('Hi there')).toBeVisible();
  });
});

test('possible duplicates are listed, compared and dismissed', async ({ page }) => {
  await signUp(page, 'Prestige Realty');
  for (const [name, phone] of [
    ['Ana Souza', '+5511912345678'],
    ['A. Souza', '+5511987654321'],
  ]) {
    await addLead(page, { name, phone, email: 'ana@example.com' });
  }
  await page.goto('/leads');
  await page.getByRole('link', { name: 'Possible duplicates' }).click();
  await expect(page.getByRole('heading', { name: 'Possible duplicates' })).toBeVisible();
  const list = page.getByRole('list', { name: 'Possible duplicates' });
  await expect(async () => {
    await page.reload();
    await expect(list.getByText('Same e-mail')).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await list.getByRole('button', { name: 'Compare' }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge two leads' });
  await expect(dialog.getByRole('table')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await list.getByRole('button', { name: 'Not the same person' }).click();
  await expect(page.getByText('No possible duplicates')).toBeVisible();
});
