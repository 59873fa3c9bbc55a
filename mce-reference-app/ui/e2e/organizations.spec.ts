import { expect, test, type Page } from '@playwright/test';
import { call, goTo, live, signUp } from './desk';

const LEAD = (name: string, digit: number) => ({ name, phone: `+551198765432${digit}` });

const switchTo = async (page: Page, from: string, to: string): Promise<void> => {
  await page.getByRole('button', { name: from }).click();
  await page.getByRole('menuitem', { name: to }).click();
  await expect(page.getByRole('button', { name: to })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible();
  await expect(live(page)).toBeVisible();
};

test('who works for two organizations changes between them and sees one at a time', async ({
  page,
  browser,
}) => {
  await signUp(page, 'Prestige Realty');
  const { lead } = await call<{ lead: { id: string } }>(page, 'POST', '/api/leads', {
    body: LEAD('Priya of Prestige', 1),
  });

  const elsewhere = await browser.newContext();
  const both = await elsewhere.newPage();
  const { email, password } = await signUp(both, 'Coastal Homes');
  await call(both, 'POST', '/api/leads', { body: LEAD('Carla of Coastal', 2) });

  await test.step('a person with an account and an organization joins another', async () => {
    const invited = await call<{ url: string }>(page, 'POST', '/api/invitations', {
      body: { email, role: 'MANAGER' },
    });
    await both.goto(new URL(invited.url).pathname);
    await both.getByLabel('Password').fill(password);
    await both.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(both.getByRole('button', { name: 'Prestige Realty' })).toBeVisible();
    await goTo(both, 'Leads');
    await expect(both.getByText('Priya of Prestige')).toBeVisible();
    await expect(both.getByText('Carla of Coastal')).toHaveCount(0);
  });

  const tab = await elsewhere.newPage();
  await test.step('a second tab stands in the same organization', async () => {
    await tab.goto(`/leads/${lead.id}`);
    await expect(tab.getByRole('heading', { name: 'Priya of Prestige' })).toBeVisible();
  });

  await test.step('the other organization is one click away, with its own leads alone', async () => {
    await switchTo(both, 'Prestige Realty', 'Coastal Homes');
    await goTo(both, 'Leads');
    await expect(both.getByText('Carla of Coastal')).toBeVisible();
    await expect(both.getByText('Priya of Prestige')).toHaveCount(0);
  });

  await test.step('an address of the organization one left leads nowhere', async () => {
    await both.goto(`/leads/${lead.id}`);
    await expect(both.getByText('This lead is gone')).toBeVisible();
    await expect(both.getByText('Priya of Prestige')).toHaveCount(0);
  });

  await test.step('no tab logs the other out, and both show where one is', async () => {
    await expect(tab.getByRole('button', { name: 'Coastal Homes' })).toBeVisible();
    await tab.goto('/leads');
    await expect(tab.getByText('Carla of Coastal')).toBeVisible();
    await switchTo(tab, 'Coastal Homes', 'Prestige Realty');
    await both.goto('/leads');
    await expect(both.getByText('Priya of Prestige')).toBeVisible();
    for (const each of [both, tab]) {
      await expect(each.getByRole('heading', { name: 'Log in' })).toHaveCount(0);
    }
  });

  await elsewhere.close();
});
