import { expect, test, type Page } from '@playwright/test';
import { call, goTo, signUp } from './desk';

interface Lead {
  id: string;
  name: string;
  version: number;
}

interface Ingested {
  items: { leadId: string }[];
}

async function addLeads(page: Page, count: number): Promise<string[]> {
  const body = Array.from({ length: count }, (_, at) => ({
    name: `Lead ${String(at).padStart(3, '0')}`,
    phone: `+9198${String(at).padStart(8, '0')}`,
    source: 'Fair',
  }));
  const { items } = await call<Ingested>(page, 'POST', '/api/leads/ingest', { body });
  return items.map(({ leadId }) => leadId);
}

const leadRow = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Leads' }).getByRole('row', { name: new RegExp(name) });

const toolbar = (page: Page) => page.getByRole('toolbar', { name: 'Selected leads' });

const panel = (page: Page) => page.getByRole('region', { name: 'Changes of many leads' });

async function choose(page: Page, action: string) {
  await toolbar(page).getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
  return page.getByRole('dialog', { name: action });
}

test('ticked leads are changed together, and the change is undone', async ({ page }) => {
  await signUp(page, 'Prestige Realty');
  const [first = ''] = await addLeads(page, 3);
  await goTo(page, 'Leads');

  await test.step('two of three get a status, and the count is said before', async () => {
    await leadRow(page, 'Lead 000').getByRole('checkbox').check();
    await leadRow(page, 'Lead 001').getByRole('checkbox').check();
    const dialog = await choose(page, 'Set status');
    await expect(dialog.getByText('This is about 2 leads.')).toBeVisible();
    await dialog.getByLabel('Status').selectOption('Qualified');
    await dialog.getByRole('button', { name: 'Change 2 leads' }).click();
    await expect(dialog).toBeHidden();
    await expect(panel(page).getByText('2 leads changed')).toBeVisible();
    await expect(leadRow(page, 'Lead 000').getByText('Qualified')).toBeVisible();
    await expect(leadRow(page, 'Lead 002').getByText('New')).toBeVisible();
  });

  await test.step('the panel stays on another page; what somebody changed since stays', async () => {
    const lead = await call<Lead>(page, 'GET', `/api/leads/${first}`);
    await call(page, 'PATCH', `/api/leads/${first}`, {
      body: { status: 'LOST' },
      headers: { 'If-Match': `"${lead.version}"` },
    });
    await goTo(page, 'Workflows');
    await panel(page).getByRole('button', { name: 'Undo' }).click();
    await expect(panel(page).getByText('1 lead as before, 1 could not be changed')).toBeVisible();
    await panel(page).getByRole('link', { name: 'Show the 1 that was not changed' }).click();
    await expect(page.getByRole('heading', { name: 'Undo of a change' })).toBeVisible();
    const failures = page.getByRole('list', { name: '1 lead that was not changed' });
    await expect(failures.getByRole('link', { name: 'Lead 000' })).toBeVisible();
    await expect(failures.getByText('Changed by someone since, and left so: status')).toBeVisible();
  });

  await test.step('the history names who did what', async () => {
    await page.getByRole('link', { name: 'Changes of many leads' }).click();
    const entry = page.getByRole('link', { name: /Status: Qualified/ });
    await expect(entry.getByText('by Sarah Jones')).toBeVisible();
    await expect(entry.getByText('Undone')).toBeVisible();
  });
});

test('all that match a filter get a tag, and are deleted and brought back', async ({ page }) => {
  await signUp(page, 'Prestige Realty');
  await addLeads(page, 250);
  await call(page, 'POST', '/api/leads', {
    body: { name: 'Not one of them', phone: '+5511912345678', source: 'Website' },
  });
  await page.goto('/leads?source=Fair');

  await test.step('a tag for all 250, of which the list shows some', async () => {
    await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
    await toolbar(page).getByRole('button', { name: 'Select all that match' }).click();
    const dialog = await choose(page, 'Add or remove tags');
    await dialog.getByLabel('Tags to add').fill('spring');
    await dialog.getByLabel('Tags to add').press('Enter');
    await dialog.getByRole('button', { name: 'Change all that match' }).click();
    await expect(panel(page).getByText('250 leads changed')).toBeVisible({ timeout: 20_000 });
    await page.goto('/leads?tag=spring');
    await expect(leadRow(page, 'Lead 249')).toBeVisible();
    await expect(leadRow(page, 'Not one of them')).toHaveCount(0);
  });

  await test.step('deleted, and all of them come back', async () => {
    await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
    await toolbar(page).getByRole('button', { name: 'Select all that match' }).click();
    const dialog = await choose(page, 'Delete in the background');
    await dialog.getByRole('button', { name: 'Change all that match' }).click();
    await expect(panel(page).getByText('250 leads deleted')).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText('No lead matches')).toBeVisible();
    await panel(page).getByRole('button', { name: 'Undo' }).click();
    await expect(panel(page).getByText('250 leads as before')).toBeVisible({ timeout: 20_000 });
    await expect(leadRow(page, 'Lead 249')).toBeVisible();
  });
});
