import { expect, test } from '@playwright/test';
import { goTo, signUp } from './desk';

test('the order of channels is chosen, kept, and in the audit trail', async ({ page }) => {
  await signUp(page, 'Routing Homes');
  const section = page.getByRole('region', { name: 'Which channel first' });
  const order = section.getByRole('list', { name: 'SANDBOX' }).getByRole('listitem');

  await test.step('with one channel there is nothing to choose', async () => {
    await goTo(page, 'Channels');
    await expect(page.getByRole('heading', { name: 'Sandbox', exact: true })).toBeVisible();
    await expect(section).toBeHidden();
  });

  await test.step('a second one comes after the first', async () => {
    await page.getByRole('button', { name: 'Add a channel' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Carrier').selectOption({ label: 'Sandbox phone' });
    await dialog.getByLabel('Channel name').fill('Second line');
    await dialog.getByRole('button', { name: 'Add channel' }).click();
    await expect(order).toHaveText(['Sandbox', 'Second line']);
  });

  await test.step('it is moved up, saved, and still there after a reload', async () => {
    await expect(section.getByRole('button', { name: 'Save' })).toBeDisabled();
    await section.getByRole('button', { name: 'Move Second line up' }).click();
    await expect(order).toHaveText(['Second line', 'Sandbox']);
    await section.getByRole('button', { name: 'Save' }).click();
    await expect(section.getByRole('button', { name: 'Save' })).toBeDisabled();
    await page.reload();
    await expect(order).toHaveText(['Second line', 'Sandbox']);
  });

  await test.step('the audit trail says who did it', async () => {
    await goTo(page, 'Audit trail');
    await expect(page.getByText('Sarah Jones changed which channel is used first')).toBeVisible({
      timeout: 30_000,
    });
  });
});
