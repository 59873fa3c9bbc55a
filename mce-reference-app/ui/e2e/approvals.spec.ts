import { expect, test, type Page } from '@playwright/test';
import { call, goTo, live, signUp } from './desk';

/** Makes a colleague a member and opens the app as them, in a browser of their own. */
async function join(page: Page, guest: Page, name: string, role: string) {
  const email = `${role.toLowerCase()}.${Date.now().toString(36)}@example.com`;
  const { url } = await call<{ url: string }>(page, 'POST', '/api/invitations', {
    body: { email, role },
  });
  await guest.goto(new URL(url).pathname);
  await guest.getByLabel('Your name').fill(name);
  await guest.getByLabel('Password').fill('another horse battery');
  await guest.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(live(guest)).toBeVisible();
}

test('a status that a sales rep may not give is asked for, refused, asked again and approved', async ({
  page,
  browser,
}) => {
  await signUp(page, 'Prestige Realty');
  const { lead } = await call<{ lead: { id: string } }>(page, 'POST', '/api/leads', {
    body: { name: 'Ana Souza', phone: '+5511912345678' },
  });

  await test.step('the owner says who may convert a lead', async () => {
    await goTo(page, 'Settings');
    await page.getByRole('link', { name: 'Restricted statuses' }).click();
    await expect(page.getByText('Everybody who edits leads may give any status.')).toBeVisible();
    await page.getByRole('button', { name: 'Add rule' }).click();
    const rule = page.getByRole('list', { name: 'Rules' }).getByRole('listitem');
    await expect(rule.getByLabel('To', { exact: true })).toHaveValue('CONVERTED');
    await rule.getByRole('checkbox', { name: 'Administrator' }).uncheck();
    await page.getByRole('button', { name: 'Add rule' }).click();
    await rule.last().getByLabel('To', { exact: true }).selectOption('Converted');
    await expect(page.getByText('A rule above is about the same change.')).toBeVisible();
    await rule.last().getByRole('button', { name: 'Remove the rule for Converted' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Saved', { exact: false }).first()).toBeVisible();
    await expect(
      page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Approvals' }),
    ).toBeVisible();
  });

  const elsewhere = await browser.newContext();
  const guest = await elsewhere.newPage();
  await join(page, guest, 'Rita Lima', 'REP');
  const card = guest.getByRole('article', { name: /Ana Souza/ });
  const status = card.getByRole('combobox', { name: 'Status' });
  const panel = guest.getByRole('region', { name: 'Approval', exact: true });
  const ask = async (reason: string) => {
    await status.selectOption('Converted (ask for approval)');
    const dialog = guest.getByRole('dialog', { name: 'Ask for approval' });
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await expect(dialog.getByText('Say why.')).toBeVisible();
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await expect(dialog).toBeHidden();
  };

  await test.step('the rep asks for it with a reason, and the lead stays as it is', async () => {
    await guest.goto(`/leads/${lead.id}`);
    await ask('Signed today');
    await expect(panel).toContainText('Signed today');
    await expect(panel.getByText('Waiting')).toBeVisible();
    await expect(status).toHaveValue('NEW');
    await expect(panel.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  });

  const row = page.getByRole('list', { name: 'Approvals' }).getByRole('listitem');

  await test.step('the owner refuses it with an answer', async () => {
    await goTo(page, 'Approvals');
    await expect(row).toContainText('Ana Souza');
    await expect(row).toContainText('New → Converted');
    await expect(row).toContainText('Rita Lima');
    await row.getByRole('button', { name: 'Refuse' }).click();
    const dialog = page.getByRole('dialog', { name: 'Refuse' });
    await dialog.getByLabel('Answer').fill('Not paid yet');
    await dialog.getByRole('button', { name: 'Refuse' }).click();
    await expect(page.getByText('Nothing waits for a decision')).toBeVisible();
    await expect(panel).toContainText('Not paid yet');
    await expect(panel.getByText('Refused')).toBeVisible();
  });

  await test.step('asked again and taken back, it waits for nobody', async () => {
    await ask('Paid now');
    await panel.getByRole('button', { name: 'Take back' }).click();
    await expect(panel.getByText('Taken back', { exact: true })).toBeVisible();
  });

  await test.step('asked again and approved, the lead has the status', async () => {
    await ask('Paid, and signed');
    await row.getByRole('button', { name: 'Approve' }).click();
    await expect(page.getByText('Nothing waits for a decision')).toBeVisible();
    await expect(status).toHaveValue('CONVERTED');
    await expect(panel.getByText('Approved', { exact: true })).toBeVisible();
    await guest.getByRole('button', { name: /^Notices/ }).click();
    await expect(guest.getByText('Approved: Ana Souza is converted now.').first()).toBeVisible();
  });

  await elsewhere.close();
});
