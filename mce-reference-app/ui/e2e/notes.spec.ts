import { expect, test } from '@playwright/test';
import { call, signUp } from './desk';

test('notes and calls stand in the timeline of a lead', async ({ page }) => {
  await signUp(page, 'Prestige Realty');
  const { lead } = await call<{ lead: { id: string } }>(page, 'POST', '/api/leads', {
    body: { name: 'Ana Souza', phone: '+5511912345678' },
  });
  await page.goto(`/leads/${lead.id}`);
  await page.getByRole('tab', { name: 'Timeline' }).click();
  const timeline = page.getByRole('region', { name: 'Timeline of Ana Souza' });
  const entries = timeline.getByRole('list', { name: 'Timeline' }).getByRole('listitem');
  const form = timeline.getByRole('form', { name: 'Write a note' });

  await test.step('a note without a text is refused with a sentence', async () => {
    await form.getByRole('button', { name: 'Save note' }).click();
    await expect(form.getByText('Write something down.')).toBeVisible();
    await form.getByLabel('Text').fill('Prefers the morning');
    await form.getByRole('button', { name: 'Save note' }).click();
    await expect(entries.first()).toContainText('Prefers the morning');
    await expect(form.getByLabel('Text')).toHaveValue('');
  });

  await test.step('a call says what came of it', async () => {
    await form.getByLabel('What').selectOption('Call');
    await form.getByLabel('Outcome').selectOption('Answered');
    await form.getByLabel('Minutes').fill('12');
    await form.getByLabel('Text').fill('Wants two rooms');
    await form.getByRole('button', { name: 'Log call' }).click();
    await expect(entries.first()).toContainText('12 minutes');
    await expect(entries.first()).toContainText('Answered');
  });

  await test.step('what happens to the lead stands among them', async () => {
    const card = page.getByRole('article', { name: /Ana Souza/ });
    await card.getByRole('combobox', { name: 'Status' }).selectOption('Contacted');
    await expect(
      entries.filter({ hasText: 'changed the status from New to Contacted' }),
    ).toBeVisible();
    await expect(entries.filter({ hasText: 'brought this lead in' })).toBeVisible();
  });

  await test.step('a note is edited and deleted', async () => {
    const note = timeline.getByRole('article', { name: 'Note', exact: true });
    await note.getByRole('button', { name: 'Edit note' }).click();
    await note.getByLabel('Text').fill('Prefers the evening');
    await note.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(note).toContainText('Prefers the evening');
    await expect(note).toContainText('edited by Sarah Jones');
    await note.getByRole('button', { name: 'Delete note' }).click();
    await page
      .getByRole('alertdialog', { name: 'Delete this note?' })
      .getByRole('button', { name: 'Delete note' })
      .click();
    await expect(note).toBeHidden();
  });
});
