import { expect, test } from '@playwright/test';
import { call, goTo, signUp } from './desk';

const ANA = '+5511912345678';

test('outside the reply window a template goes; after an answer free text does, with a countdown', async ({
  page,
}) => {
  await signUp(page, 'Window Homes');

  await test.step('the sandbox gets a reply window', async () => {
    await goTo(page, 'Channels');
    await page.getByRole('button', { name: 'Settings', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reply window').check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
  });

  const { lead } = await call<{ lead: { id: string } }>(page, 'POST', '/api/leads', {
    body: { name: 'Ana Souza', phone: ANA },
  });

  await test.step('who never wrote cannot be written free text to', async () => {
    await page.goto(`/conversations/${lead.id}`);
    await expect(
      page.getByText('The carrier takes free text once Ana Souza has written'),
    ).toBeVisible();
    await expect(page.getByLabel('Message to Ana Souza')).toBeHidden();
  });

  await test.step('a template is picked, filled in, looked at and sent', async () => {
    await page.getByRole('button', { name: 'Send a template' }).click();
    const dialog = page.getByRole('dialog');
    const choice = dialog.getByLabel('Template', { exact: true });
    await expect(choice).toBeVisible({ timeout: 30_000 });
    expect(await choice.locator('option').allTextContents()).not.toContain('spring_offer (en)');
    await choice.selectOption({ label: 'appointment_reminder (en)' });
    await dialog.getByRole('button', { name: 'Send template' }).click();
    await expect(dialog.getByText('Enter a value.')).toHaveCount(2);
    await dialog.getByLabel('Variable 1').fill('Ana');
    await dialog.getByLabel('Variable 2').fill('Monday');
    const text = 'Hi Ana, this is a reminder of your appointment on Monday. Reply YES to confirm.';
    await expect(dialog.locator('[data-template-preview]')).toHaveText(text);
    await dialog.getByRole('button', { name: 'Send template' }).click();
    await expect(dialog).toBeHidden();
    const own = page.locator('[data-direction="OUTBOUND"]', { hasText: text });
    await expect(own.getByRole('img', { name: /Delivered|Read/ })).toBeVisible({ timeout: 30_000 });
    await expect(page.locator('[data-reply-window="closed"]')).toBeVisible();
  });

  await test.step('her answer opens the window, and the time that is left is shown', async () => {
    await call(page, 'POST', '/api/sandbox/inbound', { body: { from: ANA, text: 'YES' } });
    await expect(page.locator('[data-reply-window="open"]')).toHaveText(
      /^Free text for (24 h 0 min|23 h 59 min)$/,
      { timeout: 30_000 },
    );
    const box = page.getByLabel('Message to Ana Souza');
    await box.fill('See you then!');
    await box.press('Enter');
    await expect(
      page
        .locator('[data-direction="OUTBOUND"]', { hasText: 'See you then!' })
        .getByRole('img', { name: /Delivered|Read/ }),
    ).toBeVisible({ timeout: 30_000 });
  });

  await test.step('a new template is handed in and approved while one looks at it', async () => {
    await goTo(page, 'Channels');
    await page.getByRole('button', { name: 'Templates' }).first().click();
    const dialog = page.getByRole('dialog');
    const lines = dialog.getByRole('list', { name: 'Templates' }).getByRole('listitem');
    await expect(lines.filter({ hasText: 'spring_offer' })).toContainText('Paused');
    await dialog.getByRole('button', { name: 'New template' }).click();
    await dialog.getByLabel('Name of the template').fill('visit_tomorrow');
    await dialog.getByLabel('Text of the template').fill('Hello {{1}}, see you tomorrow.');
    await dialog.getByLabel('Example for 1').fill('Ana');
    await dialog.getByRole('button', { name: 'Hand in' }).click();
    const fresh = lines.filter({ hasText: 'visit_tomorrow' });
    await expect(fresh).toContainText(/In review|Approved/);
    await expect(fresh).toContainText('Approved', { timeout: 30_000 });
  });
});
