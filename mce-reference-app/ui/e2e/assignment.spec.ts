import { expect, test, type Locator, type Page } from '@playwright/test';
import { call, goTo, signUp } from './desk';

interface Created {
  lead: { id: string };
}

interface Members {
  items: { id: string; name: string; you: boolean }[];
}

let phones = 1000;

async function addLead(page: Page, name: string): Promise<string> {
  const { lead } = await call<Created>(page, 'POST', '/api/leads', {
    body: { name, phone: `+551191234${phones++}`, source: 'Fair' },
  });
  return lead.id;
}

/** A colleague joins as the invitation's link does it. */
async function colleague(page: Page, name: string): Promise<void> {
  const email = `${name.toLowerCase()}.${Date.now().toString(36)}@example.com`;
  const { url } = await call<{ url: string }>(page, 'POST', '/api/invitations', {
    body: { email, role: 'REP' },
  });
  const token = url.slice(url.lastIndexOf('/') + 1);
  const joined = await page.request.post(`/api/auth/invitations/${token}`, {
    data: { email, name, password: 'another horse battery' },
  });
  expect(joined.ok()).toBe(true);
}

const member = (page: Page, name: string): Locator =>
  page
    .getByRole('list', { name: 'Who takes leads' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('switch', { name: `${name} is available for leads` }) });

const owner = (page: Page): Locator =>
  page.getByRole('region', { name: 'Contact' }).getByRole('combobox');

test('who is away gets nothing, what waits is given to whoever comes back', async ({ page }) => {
  await signUp(page, 'Prestige Realty');
  await colleague(page, 'Rita');
  const { items } = await call<Members>(page, 'GET', '/api/members');
  const rita = items.find(({ name }) => name === 'Rita')?.id ?? '';

  await test.step('the person goes away in the menu of the shell', async () => {
    await page.getByRole('button', { name: /Sarah Jones/ }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Available for leads' }).click();
    await expect(page.getByText('You get no new leads')).toBeVisible();
    await goTo(page, 'Assignment');
    await expect(member(page, 'Sarah Jones').getByText('Away')).toBeVisible();
    await expect(member(page, 'Rita').getByText('There')).toBeVisible();
  });

  await test.step('the colleague gets all leads, then goes away too', async () => {
    for (const name of ['Ana', 'Bia']) {
      const id = await addLead(page, name);
      await page.goto(`/leads/${id}`);
      await expect(owner(page)).toHaveValue(rita);
      await expect(page.getByText('Given by the policy')).toBeVisible();
    }
    await goTo(page, 'Assignment');
    await expect(member(page, 'Rita').getByText('2 open leads')).toBeVisible();
    await member(page, 'Rita').getByRole('switch').click();
    await expect(member(page, 'Rita').getByText('Away')).toBeVisible();
  });

  const waiting = await addLead(page, 'Clara');
  await test.step('a lead that nobody can take waits, and is given when one comes back', async () => {
    await page.goto(`/leads/${waiting}`);
    await expect(owner(page)).toHaveValue('');
    await expect(page.getByText('Waits for somebody who can take it')).toBeVisible();
    await goTo(page, 'Assignment');
    await expect(page.getByText('1 lead waits for somebody')).toBeVisible();
    await member(page, 'Rita').getByRole('switch').click();
    await expect(page.getByText('1 lead waits for somebody')).toBeHidden();
    await page.goto(`/leads/${waiting}`);
    await expect(owner(page)).toHaveValue(rita);
  });

  await test.step('what is decided by hand stays, and says by whom', async () => {
    await owner(page).selectOption({ label: 'Sarah Jones' });
    await expect(page.getByText('Given by hand by Sarah Jones')).toBeVisible();
    await goTo(page, 'Assignment');
    await member(page, 'Sarah Jones').getByRole('switch').click();
    await member(page, 'Sarah Jones').getByRole('switch').click();
    await page.goto(`/leads/${waiting}`);
    await expect(page.getByText('Given by hand by Sarah Jones')).toBeVisible();
  });

  await test.step('a rule sends leads of a source to one member', async () => {
    await goTo(page, 'Assignment');
    await page.getByRole('button', { name: 'Add a rule' }).click();
    const rule = page.getByRole('list', { name: 'Rules' }).getByRole('listitem').first();
    await rule.getByLabel('Name of the rule').fill('Fairs');
    await rule.getByLabel('When').selectOption({ label: 'the source' });
    await rule.getByLabel('Values').fill('fair');
    await rule.getByLabel('Values').press('Enter');
    await rule.getByLabel('Rita').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Saved. What waits is given by it.')).toBeVisible();
    const id = await addLead(page, 'Dora');
    await page.goto(`/leads/${id}`);
    await expect(page.getByText('Given by the rule “Fairs”')).toBeVisible();
  });
});

test('a rule of scoring that is changed changes leads, with its reason', async ({ page }) => {
  await signUp(page, 'Sol Imóveis');
  const id = await addLead(page, 'Ana');
  await page.goto(`/leads/${id}`);
  const score = page.getByRole('region', { name: 'Score' });
  await expect(score.getByText('The name is known')).toBeVisible();

  await goTo(page, 'Scoring');
  await expect(page.getByText('These are the usual rules.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const rule = page.getByRole('list', { name: 'Rules' }).getByRole('listitem').last();
  await rule.getByLabel(/^Points of rule/).fill('33');
  await rule.getByLabel('Values').fill('fair');
  await rule.getByLabel('Values').press('Enter');
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText(
    '1 would have more, 0 would have less.',
  );
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('All leads are scored by these rules.')).toBeVisible();

  await page.goto(`/leads/${id}`);
  const reason = score.getByRole('listitem').filter({ hasText: 'Came from Fair' });
  await expect(reason).toContainText('+33');
});
