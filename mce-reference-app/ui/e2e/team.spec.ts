import { expect, test, type Page } from '@playwright/test';
import { goTo, live, signUp } from './desk';

const rowOf = (page: Page, list: 'Members' | 'Invitations', text: string) =>
  page.getByRole('list', { name: list }).getByRole('listitem').filter({ hasText: text });

/** Invites as the dialog does it, and returns the path of the link it shows. */
async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel('Role').selectOption(role);
  await dialog.getByRole('button', { name: 'Create link' }).click();
  await expect(dialog.getByText('The link works once, for this address, until')).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy: Invitation link' }).click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  const link = await dialog.getByLabel('Invitation link', { exact: true }).innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
  return new URL(link).pathname;
}

test('a colleague is invited, joins, gets another role and is let go', async ({
  page,
  browser,
}) => {
  const organization = 'Prestige Realty';
  const email = `rep.${Date.now().toString(36)}@example.com`;
  await signUp(page, organization);
  await goTo(page, 'Team');
  await expect(
    rowOf(page, 'Members', 'Sarah Jones').getByText('You', { exact: true }),
  ).toBeVisible();
  await expect(page.getByLabel('Role of Sarah Jones')).toHaveCount(0);

  const link = await test.step('the owner invites and gets the link, this once', async () => {
    const path = await invite(page, email, 'Sales rep');
    const invitation = rowOf(page, 'Invitations', email);
    await expect(invitation.getByText('Open', { exact: true })).toBeVisible();
    await expect(invitation.getByText('Invited by Sarah Jones')).toBeVisible();
    return path;
  });

  const elsewhere = await browser.newContext();
  const guest = await elsewhere.newPage();

  await test.step('the colleague opens it in a browser of their own and joins', async () => {
    await guest.goto(link);
    await expect(guest.getByRole('heading', { name: `Join ${organization}` })).toBeVisible();
    await expect(guest.getByLabel('E-mail')).toHaveValue(email);
    await expect(guest.getByLabel('E-mail')).not.toBeEditable();
    await guest.getByLabel('Your name').fill('Rita Lima');
    await guest.getByLabel('Password').fill('too short');
    await guest.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(guest.getByText('Use at least 10 characters.')).toBeVisible();
    await guest.getByLabel('Password').fill('another horse battery');
    await guest.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(guest.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible();
    await expect(guest.getByRole('button', { name: organization })).toBeVisible();
    await expect(live(guest)).toBeVisible();
  });

  await test.step('a sales rep sees the team and manages nobody', async () => {
    await goTo(guest, 'Team');
    await expect(rowOf(guest, 'Members', 'Sarah Jones').getByText('Owner')).toBeVisible();
    await expect(rowOf(guest, 'Members', 'Rita Lima').getByText('Sales rep')).toBeVisible();
    await expect(guest.getByRole('button', { name: 'Invite', exact: true })).toHaveCount(0);
    await expect(guest.getByRole('switch')).toHaveCount(0);
    await expect(guest.getByRole('list', { name: 'Invitations' })).toHaveCount(0);
  });

  const member = rowOf(page, 'Members', email);
  const active = member.getByRole('switch', { name: 'Rita Lima is active' });

  await test.step('the owner sees them appear', async () => {
    await expect(member.getByText('Rita Lima')).toBeVisible();
    await expect(active).toBeChecked();
    await expect(rowOf(page, 'Invitations', email).getByText('Accepted')).toBeVisible();
    await expect(
      page.getByRole('button', { name: `Withdraw the invitation of ${email}` }),
    ).toHaveCount(0);
  });

  await test.step('a new role is seen on both sides', async () => {
    await member.getByLabel('Role of Rita Lima').selectOption('Manager');
    await expect(page.getByText('Rita Lima now has the role Manager')).toBeVisible();
    await expect(rowOf(guest, 'Members', 'Rita Lima').getByText('Manager')).toBeVisible();
  });

  await test.step('who is deactivated is logged out', async () => {
    await active.click();
    const question = page.getByRole('alertdialog', { name: 'Deactivate Rita Lima?' });
    await expect(question.getByText('Their leads stay theirs')).toBeVisible();
    await question.getByRole('button', { name: 'Deactivate' }).click();
    await expect(question).toBeHidden();
    await expect(active).not.toBeChecked();
    await expect(member.getByText('Inactive')).toBeVisible();
    await guest.goto('/leads');
    await expect(guest.getByRole('heading', { name: 'Log in' })).toBeVisible();
    expect(new URL(guest.url()).pathname).toBe('/login');
  });

  await test.step('the used link says so', async () => {
    await guest.goto(link);
    await expect(
      guest.getByRole('heading', { name: 'This invitation was used already' }),
    ).toBeVisible();
    await expect(guest.getByRole('button', { name: 'Join', exact: true })).toHaveCount(0);
  });

  await elsewhere.close();
});
