import { expect, test, type Page } from '@playwright/test';
import { call, goTo, signUp } from './desk';

const form = (page: Page) => page.getByRole('region', { name: 'Organization' });
const checklist = (page: Page) => page.getByRole('list', { name: 'Set up your organization' });

/** Opens a searchable list, types, and takes what is left. */
async function choose(page: Page, label: string, text: string, option: string) {
  await form(page).getByRole('combobox', { name: label }).click();
  await page.getByPlaceholder('Search').last().fill(text);
  await page.getByRole('option', { name: option }).click();
}

test('settings are changed, kept, and seen by the setup', async ({ page }) => {
  await signUp(page, `Settings ${Date.now().toString(36)}`);

  await test.step('a new organization is told what to do first', async () => {
    await expect(checklist(page).getByRole('listitem')).toHaveCount(5);
    // The sandbox is a channel.
    await expect(checklist(page).getByRole('listitem').nth(1)).toHaveAttribute(
      'data-state',
      'DONE',
    );
    await checklist(page).getByRole('link', { name: 'Look through the settings' }).click();
    await expect(page).toHaveURL(/\/settings$/);
  });

  await test.step('country, zone, hours and languages are saved', async () => {
    await choose(page, 'Default country', 'braz', 'Brazil (BR)');
    await choose(page, 'Time zone', 'sao paulo', 'America/Sao Paulo');
    await page.getByRole('button', { name: 'Add hours on Monday' }).click();
    await page.getByLabel('Monday to').fill('12:30');
    await page.getByLabel('Quiet hours', { exact: true }).check();
    await page.getByLabel('Quiet hours from').fill('20:00');
    await choose(page, 'Languages', 'pt-br', 'Brazilian Portuguese');
    await page.getByRole('button', { name: 'Prefer Brazilian Portuguese' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  });

  await test.step('they are there after a reload', async () => {
    await page.reload();
    await expect(page.getByRole('combobox', { name: 'Default country' })).toHaveText('Brazil (BR)');
    await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveText('America/Sao Paulo');
    await expect(page.getByLabel('Monday from')).toHaveValue('09:00');
    await expect(page.getByLabel('Monday to')).toHaveValue('12:30');
    await expect(page.getByLabel('Quiet hours from')).toHaveValue('20:00');
    await expect(page.getByLabel('Quiet hours to')).toHaveValue('08:00');
    await expect(
      page.getByRole('list', { name: 'Languages' }).getByRole('listitem').first(),
    ).toHaveText('Brazilian Portuguese');
  });

  await test.step('what makes no sense is said where it stands', async () => {
    await page.getByLabel('Monday to').fill('08:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('A span ends after it begins')).toBeVisible();
    await page.getByLabel('Monday to').fill('13:00');
  });

  await test.step('what a colleague saved in the meantime is shown, and mine goes over it', async () => {
    await call(page, 'PATCH', '/api/organization', { body: { defaultRegion: 'PT' } });
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Default country: Brazil (BR) → Portugal (PT)')).toBeVisible();
    await page.getByRole('button', { name: 'Save mine over it' }).click();
    await expect(page.getByRole('combobox', { name: 'Default country' })).toHaveText(
      'Portugal (PT)',
    );
    await expect(page.getByLabel('Monday to')).toHaveValue('13:00');
  });

  await test.step('the checklist knows, and goes when the rest is skipped', async () => {
    await goTo(page, 'Dashboard');
    await expect(checklist(page).getByRole('listitem').first()).toHaveAttribute(
      'data-state',
      'DONE',
    );
    await checklist(page).getByRole('button', { name: 'Skip: Invite a colleague' }).click();
    await expect(checklist(page).getByText('Skipped')).toBeVisible();
    await page.getByRole('button', { name: 'Skip the rest' }).click();
    await expect(checklist(page)).toHaveCount(0);
    await page.reload();
    await expect(page.getByText('Get started')).toBeVisible();
    await expect(checklist(page)).toHaveCount(0);
  });
});

test('a name that is taken gets a number, and the person is told', async ({ page, browser }) => {
  const name = `Twin ${Date.now().toString(36)}`;
  await signUp(page, name);
  const other = await browser.newContext();
  const second = await other.newPage();
  await signUp(second, name.toUpperCase());
  await expect(second.getByText(`so yours is called ${name.toUpperCase()} 2`)).toBeVisible();
  await expect(second.getByRole('button', { name: `${name.toUpperCase()} 2` })).toBeVisible();
  await other.close();
});

test('limits of sending are set, kept, and said where they make no sense', async ({ page }) => {
  await signUp(page, `Limits ${Date.now().toString(36)}`);
  await goTo(page, 'Settings');
  await page.getByRole('link', { name: 'Sending limits' }).click();
  await expect(page).toHaveURL(/\/settings\/limits$/);

  await test.step('a warm-up grows', async () => {
    await page.getByLabel('Messages on a day').fill('1000');
    await page.getByLabel('First days of a new number').fill('200, 50');
    await expect(page.getByText('none smaller than the one before')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
    await page.getByLabel('First days of a new number').fill('50 100 200');
    await page.getByLabel('Messages at most').fill('3');
    await page.getByLabel('Within days').fill('7');
    await page.getByLabel('Automatic answers wait, too').check();
  });

  await test.step('a channel has a limit of its own', async () => {
    const accounts = page.getByRole('list', { name: 'Channels with limits of their own' });
    await accounts.getByRole('checkbox').first().check();
    await accounts.getByLabel('Messages on a day').fill('20');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  });

  await test.step('all is there after a reload', async () => {
    await page.reload();
    await expect(page.getByLabel('Messages on a day').first()).toHaveValue('1000');
    await expect(page.getByLabel('First days of a new number').first()).toHaveValue('50, 100, 200');
    await expect(page.getByLabel('Messages on a day').nth(1)).toHaveValue('20');
    await expect(page.getByLabel('Within days')).toHaveValue('7');
    await expect(page.getByLabel('Automatic answers wait, too')).toBeChecked();
  });
});
