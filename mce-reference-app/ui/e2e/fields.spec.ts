import { expect, test, type Locator, type Page } from '@playwright/test';
import { call, goTo, signUp } from './desk';

interface Created {
  lead: { id: string };
}

interface Lead {
  metadata: Record<string, string>;
  name: string;
  company?: string;
  version: number;
}

async function addLead(page: Page, body: object): Promise<string> {
  const { lead } = await call<Created>(page, 'POST', '/api/leads', { body });
  return lead.id;
}

async function define(
  page: Page,
  label: string,
  type: string,
  more?: (d: Locator) => Promise<void>,
) {
  await page.getByRole('button', { name: 'New field' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New field' });
  await dialog.getByLabel('Field name').fill(label);
  await dialog.getByLabel('Type').selectOption(type);
  await more?.(dialog);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
}

const fields = (page: Page) => page.getByRole('list', { name: 'Custom fields' });

test('fields are defined, filled on a lead, and a column is imported into one', async ({
  page,
}) => {
  await signUp(page, 'Lotus Homes');

  await test.step('the organization says what it wants to know', async () => {
    await goTo(page, 'Custom fields');
    await expect(page.getByText('No custom field yet')).toBeVisible();
    await define(page, 'Budget', 'MONEY', async (dialog) => {
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(dialog.getByText('Name the currency by its code')).toBeVisible();
      await dialog.getByLabel('Currency').fill('INR');
      await dialog.getByLabel('Required').check();
    });
    await define(page, 'Move-in', 'DATE');
    await define(page, 'Wants', 'MULTI_CHOICE', (dialog) =>
      dialog.getByLabel('Choices').fill('Flat\nHouse\nPlot'),
    );
    await define(page, 'Loan', 'BOOLEAN');
    await page.getByRole('button', { name: 'Move Loan up' }).click();
    await expect(fields(page).getByRole('listitem').nth(2)).toContainText('Loan');
    await page.getByRole('button', { name: 'Edit Wants' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit Wants' });
    await dialog.getByLabel('Field name').fill('Looks for');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(fields(page).getByText('Looks for')).toBeVisible();
    await expect(fields(page).getByText('wants', { exact: true })).toBeVisible();
  });

  await test.step('a lead without what is required says so, and is completed', async () => {
    const id = await addLead(page, { name: 'Asha Rao', phone: '+919876543210' });
    await page.goto(`/leads/${id}`);
    await expect(page.getByText('Missing: Budget.')).toBeVisible();
    await page.getByRole('button', { name: 'Edit lead' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit lead' });
    await dialog.getByLabel('Budget (INR)').fill('a lot');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('This is not a number.')).toBeVisible();
    await dialog.getByLabel('Budget (INR)').fill('12,50,000.50');
    await dialog.getByLabel('Move-in').fill('2027-01-31');
    await dialog.getByLabel('House').check();
    await dialog.getByLabel('Plot').check();
    await dialog.getByLabel('Loan').selectOption('Yes');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText('Missing: Budget.')).toBeHidden();
    await expect(page.getByText('House, Plot')).toBeVisible();
    await expect(page.getByText('₹1,250,000.50')).toBeVisible();
    const lead = await call<Lead>(page, 'GET', `/api/leads/${id}`);
    expect(lead.metadata).toEqual({
      budget: '1250000.5',
      move_in: '2027-01-31',
      wants: 'House; Plot',
      loan: 'true',
    });
  });

  await test.step('a column is imported into a field, and what is no value is reported', async () => {
    await goTo(page, 'Import');
    await page.getByLabel('CSV file').setInputFiles({
      name: 'fair.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'Name,Phone,Looks for,Rooms\nRavi,9876543211,flat,2\nMeera,9876543212,Castle,3\n',
      ),
    });
    await expect(page.getByLabel('What Looks for holds')).toHaveValue('custom.wants');
    await page.getByRole('button', { name: 'Make Rooms a custom field' }).click();
    await expect(page.getByRole('button', { name: 'Make Rooms a custom field' })).toBeHidden();
    await expect(page.getByText('What would become of all 2 rows')).toBeVisible();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByText('2 rows, 2 added')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('This is none of the choices of the field.')).toBeVisible();
    await expect(page.getByText('Use one of: Flat, House, Plot.')).toBeVisible();
    const { items } = await call<{ items: Lead[] }>(page, 'GET', '/api/leads');
    const of = (name: string) => items.find((lead) => lead.name === name)?.metadata;
    expect(of('Ravi')).toEqual({ wants: 'Flat', rooms: '2' });
    expect(of('Meera')).toEqual({ rooms: '3' });
  });

  await test.step('an archived field is no longer offered, until it is restored', async () => {
    await goTo(page, 'Custom fields');
    await expect(fields(page).getByText('Rooms', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Archive Loan' }).click();
    const archived = page.getByRole('list', { name: 'Archived fields' });
    await expect(archived.getByText('Loan', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Restore Loan' }).click();
    await expect(fields(page).getByText('Loan', { exact: true })).toBeVisible();
  });
});

test('what two people changed is joined, and only what both changed is asked', async ({
  page,
  context,
}) => {
  await signUp(page, 'Prestige Realty');
  await call(page, 'POST', '/api/fields', { body: { label: 'City', type: 'TEXT' } });
  const id = await addLead(page, {
    name: 'Ana Souza',
    phone: '+5511912345678',
    company: 'Acme',
    metadata: { city: 'Rio' },
  });
  const other = await context.newPage();
  const open = async (tab: Page) => {
    await tab.goto(`/leads/${id}`);
    await tab.getByRole('button', { name: 'Edit lead' }).click();
    return tab.getByRole('dialog', { name: 'Edit lead' });
  };
  const mine = await open(page);
  const theirs = await open(other);

  await test.step('one saves a company, the other a name: both hold', async () => {
    await theirs.getByLabel('Company').fill('Acme Ltd');
    await theirs.getByRole('button', { name: 'Save' }).click();
    await expect(theirs).toBeHidden();
    await mine.getByLabel('Name').fill('Ana Maria Souza');
    await mine.getByRole('button', { name: 'Save' }).click();
    await expect(mine).toBeHidden();
    const lead = await call<Lead>(page, 'GET', `/api/leads/${id}`);
    expect([lead.name, lead.company]).toEqual(['Ana Maria Souza', 'Acme Ltd']);
  });

  await test.step('both change the city: the second one chooses, and keeps the rest', async () => {
    await page.getByRole('button', { name: 'Edit lead' }).click();
    await expect(other.getByRole('heading', { name: 'Ana Maria Souza' })).toBeVisible();
    await other.getByRole('button', { name: 'Edit lead' }).click();
    await theirs.getByLabel('City').fill('Santos');
    await theirs.getByRole('button', { name: 'Save' }).click();
    await expect(theirs).toBeHidden();
    await mine.getByLabel('City').fill('Campinas');
    await mine.getByLabel('E-mail').fill('ana@example.com');
    await mine.getByRole('button', { name: 'Save' }).click();
    await expect(mine.getByText('Before: Rio')).toBeVisible();
    await expect(mine.getByRole('button', { name: 'Save' })).toBeDisabled();
    await expect(mine.getByLabel('E-mail')).toHaveValue('ana@example.com');
    await mine.getByRole('radio', { name: 'Theirs: Santos' }).check();
    await expect(mine.getByLabel('City')).toHaveValue('Santos');
    await mine.getByRole('radio', { name: 'Yours: Campinas' }).check();
    await mine.getByRole('button', { name: 'Save' }).click();
    await expect(mine).toBeHidden();
    const lead = await call<Lead>(page, 'GET', `/api/leads/${id}`);
    expect(lead.metadata).toEqual({ city: 'Campinas' });
    await expect(page.getByText('ana@example.com')).toBeVisible();
  });
});
