import { expect, test, type Page } from '@playwright/test';
import { call, goTo, signUp } from './desk';

const LEADS = 1_000;

/** Leads with numbers in their names: every tenth is a VIP, every second came from the fair. */
async function addLeads(page: Page): Promise<void> {
  for (let from = 0; from < LEADS; from += 500) {
    const body = Array.from({ length: 500 }, (_, i) => from + i).map((number) => ({
      name: `Lead ${String(number).padStart(4, '0')}`,
      phone: `+55119${String(80_000_000 + number)}`,
      source: number % 2 === 0 ? 'Fair' : 'Website',
      tags: number % 10 === 0 ? ['vip'] : [],
    }));
    await call(page, 'POST', '/api/leads/ingest', { body });
  }
}

test('a segment is built, saved, used as a view and in a campaign', async ({ page }) => {
  test.setTimeout(120_000);
  await signUp(page, 'Prestige Realty');
  await addLeads(page);
  await goTo(page, 'Leads');
  const table = page.getByRole('table', { name: 'Leads' });

  await test.step('conditions are nested, and say at once who fits', async () => {
    await page.getByRole('button', { name: 'Conditions' }).click();
    const dialog = page.getByRole('dialog', { name: 'Leads by conditions' });
    await dialog.getByRole('button', { name: 'Add group' }).click();
    const group = dialog.getByRole('group', { name: 'Group 2', exact: true });
    await group.getByLabel('What condition 2.1 is about').selectOption('tags');
    await expect(dialog.getByText('Fill in every condition')).toBeVisible();
    await group
      .getByRole('group', { name: 'Value of condition 2.1' })
      .getByRole('textbox')
      .fill('vip');
    await page.keyboard.press('Enter');
    await expect(dialog.getByText('100 leads fit now')).toBeVisible();
    await group.getByRole('button', { name: 'Add condition' }).click();
    await group.getByLabel('What condition 2.2 is about').selectOption('name');
    await group.getByLabel('Value of condition 2.2').fill('0999');
    await expect(dialog.getByText('101 leads fit now')).toBeVisible();
    await dialog.getByRole('button', { name: 'Add condition' }).last().click();
    await dialog.getByLabel('What condition 3 is about').selectOption('activity');
    await expect(dialog.getByText('101 leads fit now')).toBeVisible();
    await dialog.getByLabel('Name of the segment').fill('VIPs');
    await dialog.getByRole('button', { name: 'Save as segment' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByLabel('Segment', { exact: true })).toContainText('VIPs');
    await expect(table).toContainText('Lead 0999');
    await expect(table).not.toContainText('Lead 0998');
  });

  await test.step('the address holds it, and a view keeps it', async () => {
    await page.reload();
    await expect(table).toContainText('Lead 0999');
    await page.getByRole('button', { name: 'Save view' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save this view' });
    await dialog.getByLabel('Name').fill('My VIPs');
    await dialog.getByLabel('Share it with everybody here').check();
    await dialog.getByRole('button', { name: 'Save view' }).click();
    await expect(dialog).toBeHidden();
    const views = page.getByRole('navigation', { name: 'Saved views' });
    await views.getByRole('button', { name: 'All leads' }).click();
    await expect(table).toContainText('Lead 0998');
    await views
      .getByRole('button', { name: /My VIPs/ })
      .first()
      .click();
    await expect(table).not.toContainText('Lead 0998');
    await expect(page).toHaveURL(/view=/);
  });

  await test.step('a campaign is for the segment', async () => {
    await page.goto('/campaigns/new');
    await page.getByLabel('Segment', { exact: true }).selectOption({ label: 'VIPs' });
    await expect(
      page.getByRole('status').filter({ hasText: '101 leads get this now' }),
    ).toBeVisible();
  });

  await test.step('a row far down is a few turns of the wheel away', async () => {
    await goTo(page, 'Leads');
    await page.getByLabel('Sort by').selectOption({ label: 'Name A–Z' });
    await expect(table).toContainText('Lead 0000');
    const far = table.getByText('Lead 0990', { exact: true });
    await expect(async () => {
      await table.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await expect(far).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 30_000 });
    // Only what is in sight is drawn.
    expect(await table.getByRole('row').count()).toBeLessThan(80);
  });
});
