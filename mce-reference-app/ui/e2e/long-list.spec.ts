import { expect, test, type Locator, type Page } from '@playwright/test';
import { call, goTo, signUp } from './desk';

const LEADS = 100_000;

const table = (page: Page) => page.getByRole('table', { name: 'Leads' });

/** How many rows the list holds, without its header; and how many of them are drawn. */
const held = async (list: Locator) => Number(await list.getAttribute('aria-rowcount')) - 1;
const drawn = (list: Locator) => list.getByRole('row').count();

const name = (at: number) => `Lead ${String(at).padStart(6, '0')}`;

test('a list of 100,000 leads is walked to its end and begins anew', async ({ page }) => {
  test.setTimeout(600_000);
  await signUp(page, 'Long Lists');

  await test.step('a file of 100,000 rows is imported', async () => {
    const rows = Array.from(
      { length: LEADS },
      (_, at) => `${name(at)},+9198${String(at).padStart(8, '0')}\n`,
    );
    await goTo(page, 'Import');
    await page.getByLabel('CSV file').setInputFiles({
      name: 'long.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`Name,Phone\n${rows.join('')}`),
    });
    await page.getByRole('button', { name: 'Import', exact: true }).click({ timeout: 120_000 });
    await expect(page.getByText('100,000 rows, 100,000 added')).toBeVisible({ timeout: 300_000 });
  });

  await goTo(page, 'Leads');
  const list = table(page);
  await page.getByLabel('Sort by').selectOption({ label: 'Oldest first' });
  await expect(list.getByRole('row', { name: new RegExp(name(0)) })).toBeVisible();

  await test.step('End goes on until the last lead, and few rows are drawn', async () => {
    await list.getByRole('row', { name: new RegExp(name(0)) }).focus();
    await expect(async () => {
      await page.keyboard.press('End');
      expect(await drawn(list)).toBeLessThan(120);
      expect(await held(list)).toBe(LEADS);
    }).toPass({ timeout: 240_000, intervals: [20] });
    await page.keyboard.press('End');
    await expect(list.getByRole('row', { name: new RegExp(name(LEADS - 1)) })).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(list.getByRole('row', { name: new RegExp(name(LEADS - 2)) })).toBeFocused();
  });

  await test.step('a change far down says that the list is old, and moves nothing', async () => {
    const pages: string[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === '/api/leads') pages.push(request.url());
    });
    await call(page, 'POST', '/api/leads/ingest', {
      body: [{ name: 'Zoe Latecomer', phone: '+919700000001', source: 'Fair' }],
    });
    const changed = page.getByRole('button', {
      name: 'The list has changed. Show it as it is now',
    });
    await expect(changed).toBeVisible();
    await expect(list.getByRole('row', { name: new RegExp(name(LEADS - 2)) })).toBeFocused();
    expect(pages).toEqual([]);

    await changed.click();
    await expect(list.getByRole('row', { name: new RegExp(name(0)) })).toBeVisible();
    await expect(changed).toBeHidden();
    expect(pages).toHaveLength(1);
  });

  await test.step('who looks for one lead among them finds it', async () => {
    await page.getByLabel('Search leads').fill('Latecomer');
    await expect(list.getByRole('row', { name: /Zoe Latecomer/ })).toBeVisible();
    expect(await held(list)).toBe(1);
    await page.getByLabel('Search leads').fill('+919800054321');
    await expect(list.getByRole('row', { name: new RegExp(name(54_321)) })).toBeVisible();
  });
});
