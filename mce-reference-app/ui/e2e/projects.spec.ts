import { expect, test, type Page } from '@playwright/test';
import { call, goTo, signUp } from './desk';

interface Lead {
  id: string;
  name: string;
  projectId?: string;
}

async function leads(page: Page): Promise<Lead[]> {
  return (await call<{ items: Lead[] }>(page, 'GET', '/api/leads')).items;
}

const csv = (name: string, text: string) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

test('a project is defined, named by rows of a file, and a wrong one is mended', async ({
  page,
}) => {
  await signUp(page, 'Prestige Realty');

  await test.step('what is sold is defined in the settings', async () => {
    await goTo(page, 'Settings');
    await page.getByRole('link', { name: /Projects/ }).click();
    await page.getByRole('button', { name: 'New project' }).click();
    const dialog = page.getByRole('dialog', { name: 'New project' });
    await dialog.getByLabel('Code').fill('PALM');
    await dialog.getByLabel('Name').fill('Palm Grove');
    await dialog.getByLabel('Location').fill('Pune');
    await dialog.getByLabel('Currency').fill('inr');
    await dialog.getByLabel('Price from').fill('9000000');
    await dialog.getByLabel('Price to').fill('5000000');
    await dialog.getByLabel('Configurations').fill('2 bedrooms');
    await dialog.getByLabel('Configurations').press('Enter');
    await dialog.getByRole('button', { name: 'Add a fact' }).click();
    await dialog.getByLabel('Question 1').fill('Is there a pool?');
    await dialog.getByLabel('Answer 1').fill('Yes, two.');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('The highest price is below the lowest.')).toBeVisible();
    await dialog.getByLabel('Price to').fill('12000000');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    const item = page.getByRole('list', { name: 'Projects' }).getByRole('listitem');
    await expect(item.getByText('PALM', { exact: true })).toBeVisible();
    await expect(item.getByText(/Pune · .*9,?000,?000|90,00,000/)).toBeVisible();
  });

  await test.step('a file names it; a row that names none is told which was meant', async () => {
    await goTo(page, 'Import');
    await page
      .getByLabel('CSV file')
      .setInputFiles(
        csv('leads.csv', 'Name,Phone,Project\nAna,+5511912345678,palm\nBo,+5511987654321,PLAM\n'),
      );
    const column = page.getByLabel('What Project holds');
    await expect(column).toHaveValue('project');
    await column.selectOption('requiredProject');
    await expect(page.getByText('Did you mean PALM (Palm Grove)?').first()).toBeVisible();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByText(/1 added.*1 rejected/).first()).toBeVisible({ timeout: 15_000 });
    expect((await leads(page)).map(({ name }) => name)).toEqual(['Ana']);
  });

  await test.step('mended, the row is a lead of the project too', async () => {
    await goTo(page, 'Import');
    await page
      .getByLabel('CSV file')
      .setInputFiles(csv('mended.csv', 'Name,Phone,Project\nBo,+5511987654321,PALM\n'));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByText(/1 added/).first()).toBeVisible({ timeout: 15_000 });
    expect((await leads(page)).every(({ projectId }) => projectId !== undefined)).toBe(true);
  });

  await test.step('the list is filtered by it, and the card changes it', async () => {
    await goTo(page, 'Leads');
    await page.getByLabel('Project').selectOption('Palm Grove');
    await expect(page).toHaveURL(/project=/);
    await page.getByRole('table', { name: 'Leads' }).getByRole('row', { name: /Ana/ }).click();
    await page.getByLabel('Project').last().selectOption('No project');
    await expect
      .poll(async () => (await leads(page)).find(({ name }) => name === 'Ana')?.projectId)
      .toBeUndefined();
  });
});

test('the policy for duplicates is chosen in plain sentences, and holds', async ({ page }) => {
  await signUp(page, 'Prestige Realty');
  await goTo(page, 'Settings');
  await page.getByRole('link', { name: /Duplicates/ }).click();

  await test.step('each choice says what it does', async () => {
    await expect(page.getByText('Ana, then Ana Souza: Ana.').first()).toBeVisible();
    await page.getByLabel('Name', { exact: true }).selectOption('Take the newest');
    await expect(page.getByText('Ana, then Ana Souza: Ana Souza.')).toBeVisible();
    await page.getByLabel('A rule for one field').fill('visits');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByLabel('visits', { exact: true }).selectOption('Add them up');
    await page.getByLabel('A rule for one field').fill('floor');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Remove the rule for floor' }).click();
    await expect(page.getByLabel('floor', { exact: true })).toBeHidden();
    await page.getByRole('radio', { name: /One person/ }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved')).toBeVisible();
  });

  await test.step('a lead that comes again follows it', async () => {
    for (const [name, visits] of [
      ['Ana', '2'],
      ['Ana Souza', '3'],
    ]) {
      await call(page, 'POST', '/api/leads', {
        body: { name, phone: '+5511912345678', metadata: { visits } },
      });
    }
    const [lead] = await leads(page);
    expect(lead).toMatchObject({ name: 'Ana Souza', metadata: { visits: '5' } });
  });

  await test.step('what was chosen is there again', async () => {
    await page.reload();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('NEWEST');
    await expect(page.getByRole('radio', { name: /One person/ })).toBeChecked();
  });
});
