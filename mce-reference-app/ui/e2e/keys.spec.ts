import { expect, test, type Page } from '@playwright/test';
import { goTo, signUp } from './desk';

const rowOf = (page: Page, name: string) =>
  page.getByRole('list', { name: 'API keys' }).getByRole('listitem').filter({ hasText: name });

/** Makes a key as the dialog does it, and returns what it shows. */
async function makeKey(page: Page, name: string, choice: string): Promise<string> {
  await page.getByRole('button', { name: 'New key' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await expect(dialog.getByText('Give the key a name.')).toBeVisible();
  await expect(dialog.getByText('Choose at least one thing.')).toBeVisible();
  await dialog.getByLabel('Key name').fill(name);
  await dialog.getByRole('button', { name: choice }).click();
  await expect(dialog.getByLabel('Expires')).toHaveValue('DAYS_90');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await expect(dialog.getByText('It is shown only now')).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy: API key' }).click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  const secret = await dialog.getByLabel('API key', { exact: true }).innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
  return secret;
}

test('a program gets a key, brings a lead in and is turned away when the key is revoked', async ({
  page,
  request,
}) => {
  await signUp(page, 'Prestige Realty');
  await goTo(page, 'API keys');
  await expect(page.getByText('No API key yet')).toBeVisible();
  const row = rowOf(page, 'Website');
  const revoke = page.getByRole('button', { name: 'Revoke the key Website' });

  const secret = await test.step('the owner makes a key and gets it, this once', async () => {
    const shown = await makeKey(page, 'Website', 'Take leads in');
    await expect(row.getByText('Active', { exact: true })).toBeVisible();
    await expect(row.getByText(`…${shown.slice(-4)}`)).toBeVisible();
    await expect(row.getByText('Created by Sarah Jones')).toBeVisible();
    await expect(row.getByText('Last used: never')).toBeVisible();
    await row.getByText('3 permissions').click();
    for (const name of ['See leads', 'Add and change leads', 'Import lists']) {
      await expect(row.getByText(name, { exact: true })).toBeVisible();
    }
    return shown;
  });

  const headers = { Authorization: `Bearer ${secret}` };
  const bring = (name: string, phone: string) =>
    request.post('/api/leads', { headers, data: { name, phone } });

  await test.step('a program brings a lead in with it and may do nothing else', async () => {
    expect((await bring('Ana Souza', '+5511912345678')).status()).toBe(201);
    expect((await request.get('/api/campaigns', { headers })).status()).toBe(403);
    await goTo(page, 'Leads');
    await expect(page.getByRole('row', { name: /Ana Souza/ })).toBeVisible();
  });

  await test.step('the list shows that it was used', async () => {
    await goTo(page, 'API keys');
    await expect(row.getByText(/^Last used: (now|\d+ min)$/)).toBeVisible();
  });

  await test.step('the owner revokes it, and the program is refused', async () => {
    await revoke.click();
    const question = page.getByRole('alertdialog', { name: 'Revoke the key Website?' });
    await expect(question.getByText('refused from their next request on')).toBeVisible();
    await question.getByRole('button', { name: 'Revoke' }).click();
    await expect(question).toBeHidden();
    await expect(row.getByText('Revoked', { exact: true })).toBeVisible();
    await expect(revoke).toHaveCount(0);
    const refused = await bring('Bruno Lima', '+5511987654321');
    expect(refused.status()).toBe(401);
    expect(await refused.json()).toMatchObject({ code: 'KEY_REVOKED' });
  });
});
