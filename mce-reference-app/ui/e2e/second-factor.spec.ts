import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';
import { signUp } from './desk';

const STEP = 30;

/** What an authenticator app shows (RFC 6238), a number of steps from now. */
function codeOf(secret: string, stepsAhead: number): string {
  const bits = [...secret]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter))
    .map((value) => value.toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / STEP) + stepsAhead));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE((hash[19] ?? 0) & 0xf) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

async function openAccount(page: Page) {
  await page.getByRole('button', { name: 'Account: Sarah Jones' }).click();
  await page.getByRole('menuitem', { name: 'Your account' }).click();
  await expect(page.getByRole('heading', { name: 'Your account', level: 1 })).toBeVisible();
}

async function logOut(page: Page) {
  await page.getByRole('button', { name: 'Account: Sarah Jones' }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
}

async function givePassword(page: Page, person: { email: string; password: string }) {
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible();
}

const isIn = (page: Page) =>
  expect(page.getByRole('button', { name: 'Account: Sarah Jones' })).toBeVisible();

async function accessible(page: Page) {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await checker.run()).violations.map(({ id, nodes }) => [
      id,
      ...nodes.map((node) => node.html),
    ]);
  });
  expect(violations).toEqual([]);
}

test('a phone is asked for after the password, a recovery code stands in for it', async ({
  page,
}) => {
  const person = await signUp(page, 'Prestige Realty');
  await openAccount(page);
  const steps = page.getByRole('region', { name: 'Two-step verification' });
  await expect(steps.getByText('Off', { exact: true })).toBeVisible();

  const { secret, codes } = await test.step('it is turned on with a first code', async () => {
    await steps.getByRole('button', { name: 'Turn on' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password').fill('not the password');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await expect(dialog.getByText('This is not your password.')).toBeVisible();
    await dialog.getByLabel('Password').fill(person.password);
    await page.keyboard.press('Enter');

    await expect(dialog.getByRole('img', { name: 'QR code' })).toBeVisible();
    await dialog.getByText('The QR code cannot be scanned?').click();
    const typed = await dialog.getByLabel('Key to type into the app', { exact: true }).innerText();
    const key = typed.replaceAll(' ', '');
    const link = await dialog.getByRole('link', { name: 'Open it in an app' }).getAttribute('href');
    expect(link).toContain(`secret=${key}&issuer=MCE`);
    await accessible(page);
    const code = dialog.getByLabel('Code', { exact: true });
    await expect(code).toHaveAttribute('autocomplete', 'one-time-code');
    await code.fill('12345');
    await page.keyboard.press('Enter');
    await expect(dialog.getByText('A code has six digits.')).toBeVisible();
    await code.fill(codeOf(key, 5));
    await page.keyboard.press('Enter');
    await expect(dialog.getByText('This code is wrong or was used already.')).toBeVisible();
    await code.fill(codeOf(key, 0));
    await page.keyboard.press('Enter');

    await expect(dialog.getByText('They are shown only now.')).toBeVisible();
    const shown = await dialog.getByLabel('Recovery codes', { exact: true }).innerText();
    const list = shown.trim().split(/\s+/);
    expect(list).toHaveLength(10);
    await dialog.getByRole('button', { name: 'Copy: Recovery codes' }).click();
    await expect(dialog.getByText('Copied')).toBeVisible();
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download' }).click();
    const file = readFileSync(await (await download).path(), 'utf8');
    expect(file).toContain(person.email);
    for (const each of list) expect(file).toContain(each);
    await accessible(page);
    await dialog.getByRole('button', { name: 'I have saved them' }).click();
    await expect(dialog).toBeHidden();
    await expect(steps.getByText('On', { exact: true })).toBeVisible();
    await expect(steps.getByText('10 recovery codes left')).toBeVisible();
    await accessible(page);
    return { secret: key, codes: list };
  });

  await test.step('the next log-in asks for a code of the app', async () => {
    await logOut(page);
    await givePassword(page, person);
    const code = page.getByLabel('Code', { exact: true });
    await expect(code).toBeFocused();
    await accessible(page);
    await code.fill(codeOf(secret, 1));
    await page.keyboard.press('Enter');
    await isIn(page);
  });

  await test.step('a recovery code stands in for it, once', async () => {
    const recover = async (code: string) => {
      await page.getByRole('button', { name: 'Use a recovery code' }).click();
      await expect(page.getByLabel('Recovery code', { exact: true })).toBeFocused();
      await page.keyboard.type(code);
      await page.keyboard.press('Enter');
    };
    await logOut(page);
    await givePassword(page, person);
    await recover(codes[0] ?? '');
    await isIn(page);
    await logOut(page);
    await givePassword(page, person);
    await recover(codes[0] ?? '');
    await expect(page.getByText('This code is wrong or was used already.')).toBeVisible();
    await page.getByRole('button', { name: 'Back to the password' }).click();
    await expect(page.getByLabel('E-mail')).toHaveValue(person.email);
    await expect(page.getByLabel('Password')).toHaveValue('');
    await givePassword(page, person);
    await recover((codes[1] ?? '').toUpperCase().replaceAll('-', ' '));
    await isIn(page);
  });

  await test.step('it is turned off with the password and a code', async () => {
    await openAccount(page);
    await expect(steps.getByText('8 recovery codes left')).toBeVisible();
    await steps.getByRole('button', { name: 'Turn off' }).click();
    const dialog = page.getByRole('dialog', { name: 'Turn off two-step verification?' });
    await dialog.getByLabel('Password').fill(person.password);
    await dialog.getByRole('button', { name: 'Use a recovery code' }).click();
    await dialog.getByLabel('Recovery code', { exact: true }).fill(codes[2] ?? '');
    await accessible(page);
    await dialog.getByRole('button', { name: 'Turn off' }).click();
    await expect(dialog).toBeHidden();
    await expect(steps.getByText('Off', { exact: true })).toBeVisible();
    await logOut(page);
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Password').fill(person.password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await isIn(page);
  });
});
