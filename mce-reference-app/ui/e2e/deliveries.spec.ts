import { expect, test, type Page } from '@playwright/test';
import { call, goTo, signUp } from './desk';

const CID = '+14155550171';

async function lead(page: Page, name: string, phone: string): Promise<string> {
  const answer = await call<{ lead: { id: string } }>(page, 'POST', '/api/leads', {
    body: { name, phone },
  });
  return answer.lead.id;
}

const write = (page: Page, leadId: string) =>
  call(page, 'POST', `/api/leads/${leadId}/messages`, { body: { text: 'Hello' } });

test('what failed is explained, what nobody knows is decided, who is listed gets nothing', async ({
  page,
}) => {
  await signUp(page, 'Delivered Homes');
  const { items } = await call<{ items: { id: string }[] }>(page, 'GET', '/api/channels');
  await call(page, 'PATCH', `/api/channels/${items[0]?.id ?? ''}`, {
    body: { settings: { failNumbers: '+1415888*', lostNumbers: '+1415777*' } },
  });
  const ana = await lead(page, 'Ana Souza', '+14158880001');
  const bea = await lead(page, 'Bea Lima', '+14157770001');
  const cid = await lead(page, 'Cid Rocha', CID);
  const log = page.getByRole('list', { name: 'Log' }).getByRole('listitem');

  await test.step('before anything is sent, the page says so', async () => {
    await goTo(page, 'Deliveries');
    await expect(page.getByText('Nothing was sent yet')).toBeVisible();
  });

  await test.step('a failure comes in by itself, with its attempt and what to do', async () => {
    await write(page, ana);
    const row = log.filter({ hasText: 'Ana Souza' });
    await expect(row.getByText('Failed')).toBeVisible({ timeout: 20_000 });
    await expect(row.getByText('The number cannot receive this')).toBeVisible();
    await row.getByRole('button', { name: 'Details of the message to Ana Souza' }).click();
    const dialog = page.getByRole('dialog', { name: 'Message to Ana Souza' });
    await expect(dialog.getByText('Attempt 1 · taken by the carrier')).toBeVisible();
    await expect(
      dialog.getByRole('region', { name: 'Why' }).getByText('Check the number with the person'),
    ).toBeVisible();
    await expect(dialog).not.toContainText('8880001');
    await page.keyboard.press('Escape');
  });

  await test.step('a message whose answer was lost needs a decision, which settles it', async () => {
    await write(page, bea);
    await page.getByRole('tab', { name: 'Needs a decision (1)' }).click({ timeout: 20_000 });
    const doubt = page
      .getByRole('list', { name: 'Needs a decision' })
      .getByRole('listitem')
      .filter({ hasText: 'Bea Lima' });
    await expect(doubt.getByText('The carrier gave no answer')).toBeVisible();
    await expect(doubt.getByRole('button', { name: 'Ask the carrier' })).toBeVisible();
    await doubt.getByRole('button', { name: 'It arrived' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'It arrived' }).click();
    await expect(page.getByText('1 message counts as sent')).toBeVisible();
    await expect(page.getByText('Nothing to decide')).toBeVisible();
    await page.getByRole('tab', { name: 'Log' }).click();
    const row = log.filter({ hasText: 'Bea Lima' });
    await expect(row.getByText('Sent', { exact: true })).toBeVisible();
    await expect(row.getByText('A person said that it arrived')).toBeVisible();
  });

  await test.step('failures are narrowed to one kind', async () => {
    await page.getByLabel('Kind of failure').selectOption('The number cannot receive this');
    await expect(log).toHaveCount(1);
    await expect(log).toContainText('Ana Souza');
    await page.getByLabel('Kind of failure').selectOption('Not reachable on this channel');
    await expect(page.getByText('No message fits')).toBeVisible();
  });

  await test.step('a number on the list gets no message, and the log says why', async () => {
    await page.getByRole('tab', { name: 'Do not contact' }).click();
    await expect(page.getByText('Nobody is on the list')).toBeVisible();
    await page.getByRole('button', { name: 'Add an address' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add an address' });
    await dialog.getByLabel('Phone number or e-mail').fill('nobody');
    await dialog.getByRole('button', { name: 'Add an address' }).click();
    await expect(dialog.getByRole('alert')).toBeVisible();
    await dialog.getByLabel('Phone number or e-mail').fill('+1 (415) 555-0171');
    await dialog.getByRole('button', { name: 'Add an address' }).click();
    const entry = page
      .getByRole('list', { name: 'Do not contact' })
      .getByRole('listitem')
      .filter({ hasText: 'Cid Rocha' });
    await expect(entry.getByText('Set by your team')).toBeVisible();
    await write(page, cid);
    await page.getByRole('tab', { name: 'Log' }).click();
    const row = log.filter({ hasText: 'Cid Rocha' });
    await expect(row.getByText('Cancelled')).toBeVisible({ timeout: 20_000 });
    await expect(row.getByText('They opted out')).toBeVisible();
  });

  await test.step('a list is pasted, and looked up', async () => {
    await page.getByRole('tab', { name: 'Do not contact' }).click();
    await page.getByRole('button', { name: 'Paste a list' }).click();
    const dialog = page.getByRole('dialog', { name: 'Paste a list' });
    await dialog.getByLabel('Addresses, one in each line').fill(`${CID}\nno number\n+14155550172`);
    await dialog.getByRole('button', { name: 'Add these' }).click();
    await expect(
      dialog.getByText('1 added · 1 was there already · 1 cannot be read'),
    ).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).first().click();
    const lookUp = page.getByRole('search', { name: 'Look up' });
    await lookUp.getByLabel('Phone number or e-mail').fill('+14155550199');
    await lookUp.getByRole('button', { name: 'Look up' }).click();
    await expect(lookUp.getByText('Not on the list: it may be written to.')).toBeVisible();
  });

  await test.step('taken off, the number is written to again', async () => {
    await page
      .getByRole('list', { name: 'Do not contact' })
      .getByRole('listitem')
      .filter({ hasText: 'Cid Rocha' })
      .getByRole('button', { name: 'Take off' })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Take off the list?' });
    await dialog.getByRole('button', { name: 'Take off' }).click();
    await expect(page.getByText('It may be written to again')).toBeVisible();
    await write(page, cid);
    await page.getByRole('tab', { name: 'Log' }).click();
    await expect(
      log.filter({ hasText: 'Cid Rocha' }).getByText('Read', { exact: true }),
    ).toBeVisible({ timeout: 20_000 });
  });
});
