import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { call, goTo, signUp } from './desk';

const trail = (page: Page) => page.getByRole('region', { name: 'Audit trail' });
const lineOf = (page: Page, event: string) => trail(page).locator(`li[data-event="${event}"]`);

/** Calls the API as whoever is logged in on the page, and returns the status of the answer. */
const statusOf = (page: Page, method: string, path: string, body?: unknown) =>
  page.evaluate(
    async ([verb, address, content]) => {
      const { accessToken, organization } = JSON.parse(
        localStorage.getItem('mce.session') ?? '{}',
      ) as { accessToken: string; organization: { id: string } };
      const response = await fetch(address ?? '', {
        method: verb,
        headers: {
          Authorization: `Bearer ${accessToken}`,
          'X-Org-Id': organization.id,
          'Content-Type': 'application/json',
        },
        body: content,
      });
      return response.status;
    },
    [method, path, body === undefined ? undefined : JSON.stringify(body)],
  );

test('a change and a refusal stand in the audit trail, which is whole and can be taken away', async ({
  page,
  browser,
}) => {
  await signUp(page, 'Prestige Realty');
  const { lead } = await call<{ lead: { id: string } }>(page, 'POST', '/api/leads', {
    body: { name: 'Ana Souza', phone: '+5511912345678', company: 'Souza Imóveis' },
  });

  await test.step('a lead is changed by hand', async () => {
    await page.goto(`/leads/${lead.id}`);
    await page.getByRole('button', { name: 'Edit lead' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Company').fill('Souza Ltda');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
  });

  const changed = lineOf(page, 'lead.updated');

  await test.step('the line says who did it and from where, with before and after', async () => {
    await goTo(page, 'Audit trail');
    await expect(changed).toContainText('Sarah Jones changed the lead Ana Souza');
    await expect(changed).toContainText(/from (127\.0\.0\.1|0:0:0:0:0:0:0:1)/);
    await changed.getByRole('button', { name: /^1 change/ }).click();
    const row = changed.getByRole('row', { name: /^Company/ });
    await expect(row.getByRole('cell').nth(0)).toHaveText('Souza Imóveis');
    await expect(row.getByRole('cell').nth(1)).toHaveText('Souza Ltda');
  });

  const elsewhere = await browser.newContext();
  const viewer = await elsewhere.newPage();

  await test.step('a viewer who tries the same is refused, and locked out of this page', async () => {
    const { url } = await call<{ url: string }>(page, 'POST', '/api/invitations', {
      body: { email: `vera.${Date.now().toString(36)}@example.com`, role: 'VIEWER' },
    });
    await viewer.goto(url);
    await viewer.getByLabel('Your name').fill('Vera Viewer');
    await viewer.getByLabel('Password').fill('another horse battery');
    await viewer.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(viewer.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible();
    expect(await statusOf(viewer, 'PATCH', `/api/leads/${lead.id}`, { company: 'Mine' })).toBe(403);
    await expect(viewer.getByRole('link', { name: 'Audit trail' })).toHaveCount(0);
    await viewer.goto('/audit');
    await expect(
      viewer.getByRole('heading', { name: 'This page is not open to you' }),
    ).toBeVisible();
    await expect(viewer.getByRole('button', { name: 'Verify' })).toHaveCount(0);
  });

  const refused = lineOf(page, 'access.denied').filter({ hasText: 'Vera Viewer' });

  await test.step('the refusal comes in by itself, marked', async () => {
    await expect(refused).toContainText('Vera Viewer tried to change something under Leads');
    await expect(refused).toContainText('PATCH /api/leads/{id}');
    await expect(refused.getByText('Refused', { exact: true })).toBeVisible();
  });

  await test.step('filters narrow the list, and stand in the address', async () => {
    await page.getByLabel('What', { exact: true }).selectOption('Security and refusals');
    await expect(changed).toHaveCount(0);
    await expect(refused).toBeVisible();
    await page.getByLabel('Who', { exact: true }).selectOption('Sarah Jones');
    await expect(refused).toHaveCount(0);
    await page.getByLabel('What', { exact: true }).selectOption('Leads');
    await page.reload();
    await expect(page.getByLabel('Who', { exact: true })).toHaveValue(/.+/);
    await expect(changed).toBeVisible();
    await page.getByLabel('To', { exact: true }).fill('2020-01-01');
    await expect(page.getByText('No line matches')).toBeVisible();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await expect(refused).toBeVisible();
    expect(new URL(page.url()).search).toBe('');
  });

  const head = await test.step('the trail verifies', async () => {
    await page.getByRole('button', { name: 'Verify' }).click();
    await expect(page.getByText(/^\d+ lines, unbroken\.$/)).toBeVisible();
    const link = page.getByLabel('Last link', { exact: true });
    await expect(link).toHaveText(/^[0-9a-f]{64}$/);
    return link.innerText();
  });

  await test.step('the export holds the same link, and no name', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.jsonl$/);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain(`"hash":"${head}"`);
    expect(text).toContain('{"end":');
    expect(text).not.toContain('Souza');
    await expect(lineOf(page, 'security.noted').first()).toContainText(
      'Sarah Jones exported the audit trail',
    );
  });

  await test.step('the name leads to the lead', async () => {
    await changed.getByRole('link', { name: 'Ana Souza' }).click();
    await expect(page.getByRole('article', { name: 'Lead card: Ana Souza' })).toBeVisible();
  });

  await elsewhere.close();
});
