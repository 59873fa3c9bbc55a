import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { call, goTo, signUp } from './desk';

const choose = (page: Page, name: string, content: string | Buffer) =>
  page
    .getByLabel('CSV file')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

const count = (page: Page, name: string) => page.locator(`[data-count="${name}"] dd`);

test('a list is looked at, imported, mended and taken back', async ({ page }) => {
  await signUp(page, 'Lotus Homes');

  await test.step('what is no CSV is told apart, whatever its name says', async () => {
    await goTo(page, 'Import');
    await choose(page, 'leads.csv', '<!DOCTYPE html><html><table><tr><td>Name</td></tr></table>');
    await expect(page.getByText('This is a web page (HTML), not CSV')).toBeVisible();
    await choose(page, 'leads.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]));
    await expect(page.getByText('This is a picture, not CSV.')).toBeVisible();
  });

  await test.step('a preview says what would become of each row, and writes nothing', async () => {
    await choose(
      page,
      'november.csv',
      'Cliente;Fone;Verba\nAna Souza;(11) 91234-5678;10\nRavi;+91 98765 43210;20\nRavi;9876543210;\nZoe;12;30\n',
    );
    await expect(page.getByText('separated by semicolons')).toBeVisible();
    await expect(page.getByLabel('What Cliente holds')).toHaveValue('name');
    await expect(page.getByLabel('What Fone holds')).toHaveValue('phone');
    await expect(page.getByLabel('What Verba holds')).toHaveValue('custom.verba');
    const rows = page.getByRole('table', { name: 'Preview of the rows' });
    await expect(rows.locator('[data-verdict="REJECT"]').last()).toContainText('Zoe');
    await expect(page.getByText('What would become of all 4 rows')).toBeVisible();
    const leads = await call<{ items: unknown[] }>(page, 'GET', '/api/leads');
    expect(leads.items).toEqual([]);
  });

  await test.step('a column is taken as something else', async () => {
    await page.getByLabel('What Verba holds').selectOption('ignore');
    await expect(page.getByText('What would become of all 4 rows')).toBeVisible();
    await page.getByLabel('What Fone holds').selectOption('ignore');
    await expect(page.getByText('No column holds a phone number')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
    await page.getByLabel('What Fone holds').selectOption('phone');
    await expect(page.getByText('What would become of all 4 rows')).toBeVisible();
  });

  const created = Number(await count(page, 'created').innerText());
  const rejected = Number(await count(page, 'rejected').innerText());
  expect(rejected).toBeGreaterThan(0);

  await test.step('it is imported as it was foreseen', async () => {
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByText(`4 rows, ${created} added`)).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('by Sarah Jones')).toBeVisible();
  });

  await test.step('what could not be used comes as a file', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download as CSV' }).click();
    const file = await download;
    const text = readFileSync(await file.path(), 'utf8');
    expect(text).toContain('Cliente;Fone;Verba;Import problem;Import hint');
    expect(text).toContain('Zoe;12;30;');

    await page.getByRole('link', { name: 'Import another file' }).click();
    await choose(page, 'mended.csv', text.replace('Zoe;12;', 'Zoe;+91 98765 43299;'));
    await expect(page.getByLabel('What Import problem holds')).toHaveValue('ignore');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByText(/1 added/)).toBeVisible({ timeout: 30_000 });
  });

  await test.step('the same headers are mapped as last time', async () => {
    await page.getByRole('link', { name: 'Import another file' }).click();
    await choose(page, 'december.csv', 'Cliente;Fone;Verba\nBia;(11) 91234-5699;1\n');
    await expect(page.getByText('As you imported a file with these columns')).toBeVisible();
    await expect(page.getByLabel('What Verba holds')).toHaveValue('ignore');
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect(page.getByRole('heading', { name: 'Import leads' })).toBeVisible();
  });

  await test.step('the first import is undone', async () => {
    await page.getByRole('link', { name: /november\.csv/ }).click();
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Undo this import' }).click();
    await expect(page.getByText('The import was undone')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(`${created} removed, 0 restored, 0 kept`)).toBeVisible();
    const leads = await call<{ items: { name: string }[] }>(page, 'GET', '/api/leads');
    expect(leads.items.map(({ name }) => name)).toEqual(['Zoe']);
  });
});
