import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { call, goTo, signUp } from './desk';

interface Created {
  lead: { id: string };
}

async function addLead(page: Page, name: string, phone: string): Promise<string> {
  const { lead } = await call<Created>(page, 'POST', '/api/leads', { body: { name, phone } });
  return lead.id;
}

const leadRow = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Leads' }).getByRole('row', { name: new RegExp(name) });

const archived = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Archive' }).getByRole('listitem').filter({ hasText: name });

const panel = (page: Page) => page.getByRole('region', { name: 'Privacy' });

test('a lead is deleted with undo, and from the archive it comes back', async ({ page }) => {
  await signUp(page, 'Prestige Realty');
  const ana = await addLead(page, 'Ana Souza', '+5511912345678');
  await addLead(page, 'Bruno Lima', '+5511987654321');
  await addLead(page, 'Carla Dias', '+5511955554444');
  await call(page, 'POST', `/api/leads/${ana}/messages`, { body: { text: 'Hi Ana' } });

  await test.step('what hangs on it is shown, then it is deleted', async () => {
    await page.goto(`/leads/${ana}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete lead' }).click();
    const question = page.getByRole('alertdialog', { name: 'Delete Ana Souza?' });
    await expect(question.getByText('1 conversation')).toBeVisible();
    await expect(question.getByText('1 message', { exact: true })).toBeVisible();
    await expect(question.getByText('Kept 30 days in the archive')).toBeVisible();
    await question.getByRole('button', { name: 'Delete lead' }).click();
    await expect(page).toHaveURL((url) => url.pathname === '/leads');
    await expect(leadRow(page, 'Bruno Lima')).toBeVisible();
    await expect(leadRow(page, 'Ana Souza')).toHaveCount(0);
  });

  await test.step('undo brings it back', async () => {
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('Ana Souza is back')).toBeVisible();
    await expect(leadRow(page, 'Ana Souza')).toBeVisible();
  });

  await test.step('ticked rows are deleted together, by mouse and by keyboard', async () => {
    await leadRow(page, 'Bruno Lima').getByRole('checkbox').check();
    await leadRow(page, 'Carla Dias').focus();
    await page.keyboard.press('Space');
    await expect(page.getByText('2 selected')).toBeVisible();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const question = page.getByRole('alertdialog', { name: 'Delete 2 leads?' });
    await expect(question.getByText('Nothing else hangs on it')).toBeVisible();
    await question.getByRole('button', { name: 'Delete 2 leads' }).click();
    await expect(question).toBeHidden();
    await expect(page.getByText('2 leads were deleted')).toBeVisible();
    await expect(leadRow(page, 'Bruno Lima')).toHaveCount(0);
    await expect(leadRow(page, 'Carla Dias')).toHaveCount(0);
  });

  await test.step('the archive says who, when and for how long, and restores', async () => {
    await page.getByRole('link', { name: 'Archive' }).click();
    await expect(archived(page, 'Carla Dias').getByText('by Sarah Jones')).toBeVisible();
    await expect(archived(page, 'Carla Dias').getByText('30 days left')).toBeVisible();
    await page.getByRole('button', { name: 'Restore Bruno Lima' }).click();
    await expect(archived(page, 'Bruno Lima')).toHaveCount(0);
    await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
    await page
      .getByRole('toolbar', { name: 'Selected leads' })
      .getByRole('button', { name: 'Restore' })
      .click();
    await expect(page.getByText('The archive is empty')).toBeVisible();
    await page.getByRole('link', { name: 'Back to leads' }).click();
    for (const name of ['Ana Souza', 'Bruno Lima', 'Carla Dias']) {
      await expect(leadRow(page, name)).toBeVisible();
    }
  });
});

test('what must not be deleted stays, and the others go', async ({ page }) => {
  await signUp(page, 'Prestige Realty');
  const ana = await addLead(page, 'Ana Souza', '+5511912345678');
  await addLead(page, 'Bruno Lima', '+5511987654321');
  // No feature of the server objects by itself; one that an embedder adds may.
  await page.route(`**/api/leads/${ana}/dependencies`, (route) =>
    route.fulfill({
      json: { counts: { messages: 3 }, objections: ['A contract runs.'], deletable: false },
    }),
  );
  await goTo(page, 'Leads');
  await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const question = page.getByRole('alertdialog', { name: 'Delete 2 leads?' });
  await expect(question.getByText('1 lead stays:')).toBeVisible();
  await expect(question.getByText('A contract runs.')).toBeVisible();
  await question.getByRole('button', { name: 'Delete 1 lead' }).click();
  await expect(leadRow(page, 'Bruno Lima')).toHaveCount(0);
  await expect(leadRow(page, 'Ana Souza')).toBeVisible();

  await page.goto(`/leads/${ana}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete lead' }).click();
  const single = page.getByRole('alertdialog', { name: 'Delete Ana Souza?' });
  await expect(single.getByText('It must not be deleted now:')).toBeVisible();
  await expect(single.getByRole('button', { name: 'Delete lead' })).toBeDisabled();
});

test('a person consents, is not contacted, gets everything and is erased', async ({ page }) => {
  await signUp(page, 'Prestige Realty');
  const ana = await addLead(page, 'Ana Souza', '+5511912345678');
  await addLead(page, 'Bruno Lima', '+5511987654321');
  await page.goto(`/leads/${ana}`);

  const record = async (said: string, source: string) => {
    await panel(page).getByRole('button', { name: 'Record consent' }).click();
    const dialog = page.getByRole('dialog', { name: 'Record consent' });
    await dialog.getByLabel('What they said').selectOption(said);
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    await expect(dialog.getByText('Say where the person said so.')).toBeVisible();
    await dialog.getByLabel('Where they said so').fill(source);
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    await expect(dialog).toBeHidden();
  };
  const consents = panel(page).getByRole('list', { name: 'Consents', exact: true });

  await test.step('a consent is recorded and revoked; the history keeps both', async () => {
    await expect(panel(page).getByText('Nothing is recorded yet.')).toBeVisible();
    await record('Granted', 'form on the website');
    await expect(consents.getByText('Granted')).toBeVisible();
    await record('Revoked', 'call on 3 May');
    await expect(consents.getByText('Revoked')).toBeVisible();
    await expect(consents.getByText('Granted')).toHaveCount(0);
    await panel(page).getByText('History: 2 records').click();
    const history = panel(page).getByRole('list', { name: 'History of consents' });
    await expect(history.getByText('form on the website')).toBeVisible();
    await expect(history.getByText('Sarah Jones').first()).toBeVisible();
  });

  await test.step('do not contact is set for all channels, and lifted', async () => {
    const all = panel(page).getByRole('switch', { name: 'Do not contact: All channels' });
    const sandbox = panel(page).getByRole('switch', { name: 'Do not contact: Sandbox' });
    await expect(all).not.toBeChecked();
    await all.click();
    await expect(all).toBeChecked();
    await expect(panel(page).getByText('Set by your team')).toBeVisible();
    await expect(sandbox).toBeChecked();
    await expect(sandbox).toBeDisabled();
    await page.reload();
    await expect(all).toBeChecked();
    await all.click();
    await expect(all).not.toBeChecked();
    await expect(sandbox).not.toBeChecked();
  });

  await test.step('everything about the person is downloaded as a zip', async () => {
    const download = page.waitForEvent('download');
    await panel(page).getByRole('button', { name: 'Export everything' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`lead-${ana}.zip`);
    const bytes = readFileSync(await file.path());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(bytes.includes('person.json')).toBe(true);
    await expect(page.getByText(`Saved as lead-${ana}.zip`)).toBeVisible();
  });

  await test.step('the person is erased, after the name was typed', async () => {
    await panel(page).getByRole('button', { name: 'Erase' }).click();
    const dialog = page.getByRole('dialog', { name: 'Erase Ana Souza for good?' });
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await expect(dialog.getByText('Choose why.')).toBeVisible();
    await dialog.getByLabel('Why').selectOption('REQUESTED');
    await dialog.getByLabel('Type “Ana Souza” to confirm').fill('Bruno Lima');
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await expect(dialog.getByText('This is not the name.')).toBeVisible();
    await dialog.getByLabel('Type “Ana Souza” to confirm').fill('ana souza');
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await expect(page.getByText('The person was erased for good')).toBeVisible();
    await expect(page).toHaveURL((url) => url.pathname === '/leads');
    await expect(leadRow(page, 'Bruno Lima')).toBeVisible();
    await expect(leadRow(page, 'Ana Souza')).toHaveCount(0);
    await page.goto(`/leads/${ana}`);
    await expect(page.getByText('This lead is gone')).toBeVisible();
  });
});

test('people are found on the privacy page, and how long data is kept is chosen', async ({
  page,
}) => {
  await signUp(page, 'Prestige Realty');
  await addLead(page, 'Ana Souza', '+5511912345678');
  await goTo(page, 'Privacy');

  await test.step('a person is found and erased', async () => {
    const search = page.getByRole('searchbox', { name: 'Find a person' });
    await search.fill('nobody');
    await expect(page.getByText('Nobody matches “nobody”')).toBeVisible();
    await search.fill('souza');
    await page.getByRole('button', { name: 'Erase Ana Souza' }).click();
    const dialog = page.getByRole('dialog', { name: 'Erase Ana Souza for good?' });
    await dialog.getByLabel('Why').selectOption('UNLAWFUL');
    await dialog.getByLabel('Type “Ana Souza” to confirm').fill('Ana Souza');
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await expect(page.getByText('Nobody matches “souza”')).toBeVisible();
  });

  const how = page.getByLabel('How long to keep: Messages');
  const days = page.getByLabel('Days to keep: Messages');
  const save = page.getByRole('button', { name: 'Save', exact: true });
  const confirmed = () =>
    page
      .getByRole('alertdialog', { name: 'Remove data sooner?' })
      .getByRole('button', { name: 'Save and remove' })
      .click();

  await test.step('within its limits, a time is chosen and kept', async () => {
    await expect(page.getByText('Always 30 days')).toBeVisible();
    await expect(how).toHaveValue('FOR_GOOD');
    await how.selectOption('For a time');
    await days.fill('5');
    await expect(page.getByText('Enter a whole number from 30 to 3,650.')).toBeVisible();
    await expect(save).toBeDisabled();
    await days.fill('400');
    await save.click();
    await confirmed();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await page.reload();
    await expect(days).toHaveValue('400');
  });

  await test.step('who saved first is seen, and what one typed is not lost', async () => {
    await days.fill('500');
    const { version } = await call<{ version: number }>(page, 'GET', '/api/privacy/retention');
    await call(page, 'PATCH', '/api/privacy/retention', {
      body: { days: { MESSAGES: 600 } },
      headers: { 'If-Match': `"${version}"` },
    });
    await save.click();
    await expect(page.getByText('Someone else changed this while you were editing.')).toBeVisible();
    await expect(days).toHaveValue('500');
    await page.getByRole('button', { name: 'Show their version' }).click();
    await expect(days).toHaveValue('600');
  });
});

test('who may not sees why', async ({ page }) => {
  await signUp(page, 'Prestige Realty');
  const ana = await addLead(page, 'Ana Souza', '+5511912345678');
  await page.route('**/api/me', async (route) => {
    const response = await route.fetch();
    const me = (await response.json()) as { permissions: string[] };
    const permissions = ['LEAD_READ', 'CONVERSATION_READ', 'CHANNEL_READ'];
    await route.fulfill({ response, json: { ...me, permissions } });
  });
  await page.goto('/privacy');
  await expect(page.getByText('This page is not open to you')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Privacy' })).toHaveCount(0);
  await page.goto('/leads/archive');
  await expect(page.getByText('This page is not open to you')).toBeVisible();
  await page.goto(`/leads/${ana}`);
  await expect(
    panel(page).getByRole('switch', { name: 'Do not contact: All channels' }),
  ).toBeDisabled();
  await expect(panel(page).getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'More actions' })).toHaveCount(0);
});
