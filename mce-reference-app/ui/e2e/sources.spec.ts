import { createHmac } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { goTo, signUp } from './desk';

async function create(page: Page, kind: RegExp, name: string, secret?: string): Promise<string> {
  await page.getByRole('button', { name: 'New source' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New source' });
  await dialog.getByRole('button', { name: kind }).click();
  await dialog.getByLabel('Source name').fill(name);
  if (secret) await dialog.getByLabel('Secret it signs with').fill(secret);
  await dialog.getByRole('button', { name: 'Create source' }).click();
  await expect(dialog).toBeHidden();
  const address = page.getByLabel(`Webhook address of ${name}`, { exact: true });
  return new URL(await address.innerText()).pathname;
}

test('a source is made, tried, mapped, and its lead arrives', async ({ page, request }) => {
  await signUp(page, 'Prestige Realty');
  await goTo(page, 'Sources');
  const hook = await create(page, /^Website form or API/, 'Fair stand');
  const card = page.getByRole('listitem').filter({ hasText: 'Fair stand' });

  await test.step('its address can be copied', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await card.getByRole('button', { name: /^Copy/ }).first().click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(hook);
  });

  await test.step('what it sends under names of its own is mapped by the last delivery', async () => {
    const sent = { visitor: { called: 'Ana Souza', reach: '+5511912345678' }, stand: 'B7' };
    expect((await request.post(hook, { data: sent })).status()).toBe(202);
    await card.getByRole('button', { name: 'Map fields of Fair stand' }).click();
    const dialog = page.getByRole('dialog', { name: 'Fields of Fair stand' });
    await expect(dialog.getByLabel('Delivery', { exact: true })).toHaveValue(/Ana Souza/);
    await dialog.getByLabel('/visitor/called becomes').selectOption('Name');
    await dialog.getByLabel('/visitor/reach becomes').selectOption('Phone');
    await dialog.getByRole('button', { name: 'Add a fixed value' }).click();
    await dialog.getByLabel('always becomes').selectOption('Tags');
    await dialog.getByLabel('Value when always is empty').fill('fair');
    await dialog.getByRole('button', { name: 'Test delivery' }).click();
    const result = dialog.getByRole('region', { name: 'What would be understood' });
    await expect(result.getByText('Would be a new lead')).toBeVisible();
    await expect(result).toContainText('Ana Souza');
    await expect(result).toContainText('fair');
    await dialog.getByRole('button', { name: 'Save mapping' }).click();
    await expect(dialog).toBeHidden();
    await expect(card.getByText('3 fields are mapped.')).toBeVisible();
  });

  await test.step('the next one becomes a lead', async () => {
    const sent = { visitor: { called: 'Ravi Kumar', reach: '+919876543210' }, stand: 'C1' };
    expect((await request.post(hook, { data: sent })).status()).toBe(202);
    await goTo(page, 'Leads');
    await expect(page.getByText('Ravi Kumar').first()).toBeVisible();
    await expect(page.getByText('Ana Souza')).toBeHidden();
  });
});

test('a delivery with a wrong signature waits until somebody decides', async ({
  page,
  request,
}) => {
  await signUp(page, 'Prestige Realty');
  await goTo(page, 'Sources');
  const secret = 'the same secret on both sides';
  const hook = await create(page, /^Typeform/, 'Brochure form', secret);
  const body = JSON.stringify({ name: 'Olga Petrova', phone: '+14155550100' });
  const send = (signature: string) =>
    request.post(hook, {
      data: Buffer.from(body),
      headers: { 'Content-Type': 'application/json', 'Typeform-Signature': signature },
    });

  expect((await send('sha256=wrong')).status()).toBe(401);
  await page.reload();
  const held = page.getByRole('list', { name: 'Held back' });
  await expect(held.getByText('Signature missing or wrong')).toBeVisible();
  await held.getByRole('button', { name: 'Take what Brochure form sent' }).click();
  await expect(page.getByText('1 lead was taken')).toBeVisible();
  await expect(held).toBeHidden();

  const right = `sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;
  expect((await send(right)).status()).toBe(202);
  await goTo(page, 'Leads');
  await expect(page.getByText('Olga Petrova').first()).toBeVisible();
});

test('a sheet is connected with what Google gave, or says what is missing', async ({ page }) => {
  await signUp(page, 'Prestige Realty');
  await goTo(page, 'Sources');
  await page.getByRole('button', { name: 'New source' }).first().click();
  await page.getByRole('button', { name: /^Google Sheets/ }).click();
  const dialog = page.getByRole('dialog', { name: 'New source: Google Sheets' });
  await dialog.getByLabel('Spreadsheet').fill('my sheet');
  await dialog.getByLabel('Service account key').fill('{}');
  await dialog.getByRole('button', { name: 'Create source' }).click();
  await expect(dialog.getByText(/is no address of a Google Sheet/)).toBeVisible();
  await expect(dialog.getByText(/is no key of a service account/)).toBeVisible();
});
