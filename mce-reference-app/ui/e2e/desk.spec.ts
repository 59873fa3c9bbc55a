import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';
import { call, goTo, live, signUp } from './desk';

interface Created {
  lead: { id: string; version: number };
}

const card = (page: Page, name: string) =>
  page.getByRole('article', { name: `Lead card: ${name}` });

/** Makes the stored tokens useless, as time and a restart would. */
async function spoil(page: Page, ...tokens: ('accessToken' | 'refreshToken')[]) {
  await page.evaluate((names) => {
    const stored = JSON.parse(localStorage.getItem('mce.session') ?? '{}') as Record<
      string,
      string
    >;
    for (const name of names) stored[name] = 'spoilt';
    localStorage.setItem('mce.session', JSON.stringify(stored));
  }, tokens);
  await page.reload();
}

test('an ended session leads to the log-in page and back to the same place', async ({ page }) => {
  const { email, password } = await signUp(page, 'Acme');
  await page.goto('/leads?status=QUALIFIED&sort=name');
  await expect(page.getByText('No lead matches')).toBeVisible();
  await spoil(page, 'accessToken', 'refreshToken');
  await expect(page.getByText('Your session has ended')).toBeVisible();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('alert')).toContainText('do not match an account');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByText('No lead matches')).toBeVisible();
  expect(new URL(page.url()).search).toBe('?status=QUALIFIED&sort=name');
});

test('an expired token is renewed without a word', async ({ page }) => {
  await signUp(page, 'Acme');
  await goTo(page, 'Leads');
  await spoil(page, 'accessToken');
  await expect(page.getByText('No leads yet')).toBeVisible();
  await expect(live(page)).toBeVisible();
});

test('two people edit one lead: the second one sees it and chooses', async ({ page }) => {
  await signUp(page, 'Acme');
  const { lead } = await call<Created>(page, 'POST', '/api/leads', {
    body: { name: 'Ana Souza', phone: '+5511912345678', company: 'Sunrise' },
  });
  await page.goto(`/leads/${lead.id}`);
  const edit = async (company: string) => {
    await card(page, 'Ana Souza').getByRole('button', { name: 'Edit lead' }).click();
    await page.getByRole('dialog').getByLabel('Company').fill(company);
  };
  const save = () =>
    page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  const colleague = async (company: string) => {
    const now = await call<{ version: number }>(page, 'GET', `/api/leads/${lead.id}`);
    await call(page, 'PATCH', `/api/leads/${lead.id}`, {
      body: { company },
      headers: { 'If-Match': `"${now.version}"` },
    });
  };

  await edit('Mine');
  await colleague('Theirs');
  await save();
  await expect(page.getByText('Before: Sunrise')).toBeVisible();
  await page.getByRole('radio', { name: 'Theirs: Theirs' }).check();
  await expect(page.getByRole('dialog').getByLabel('Company')).toHaveValue('Theirs');
  await save();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(card(page, 'Ana Souza').getByText('Theirs').first()).toBeVisible();

  await edit('Mine after all');
  await colleague('Theirs again');
  await save();
  await page.getByRole('radio', { name: 'Yours: Mine after all' }).check();
  await save();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(card(page, 'Ana Souza').getByText('Mine after all').first()).toBeVisible();
});

test('what the server refuses stands on the field', async ({ page }) => {
  await signUp(page, 'Acme');
  await goTo(page, 'Leads');
  await page.getByRole('button', { name: 'New lead' }).click();
  const dialog = page.getByRole('dialog', { name: 'New lead' });
  await dialog.getByRole('button', { name: 'Add lead' }).click();
  await expect(dialog.getByText('A lead needs a name.')).toBeVisible();
  await dialog.getByLabel('Name').fill('Ana Souza');
  await dialog.getByLabel('Phone').fill('12');
  await dialog.getByRole('button', { name: 'Add lead' }).click();
  await expect(dialog.getByLabel('Phone')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Phone').fill('+55 11 91234-5678');
  await dialog.getByRole('button', { name: 'Add lead' }).click();
  await expect(card(page, 'Ana Souza')).toBeVisible();
});

test('a day without a mouse', async ({ page }) => {
  await signUp(page, 'Acme');
  const people = { 'Ana Souza': '1', 'Bruno Lima': '2', 'Carla Dias': '3' };
  for (const [name, digit] of Object.entries(people)) {
    await call(page, 'POST', '/api/leads', { body: { name, phone: `+551191234567${digit}` } });
  }
  await page.goto('/leads?sort=name');
  const table = page.getByRole('table', { name: 'Leads' });
  await table.getByRole('row', { name: /Ana Souza/ }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(table.getByRole('row', { name: /Bruno Lima/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(card(page, 'Bruno Lima')).toBeVisible();
  expect(new URL(page.url()).search).toBe('?sort=name');

  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('carla');
  await expect(page.getByRole('option', { name: /Carla Dias/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(card(page, 'Carla Dias')).toBeVisible();

  const box = page.getByLabel('Message to Carla Dias');
  await box.fill('first line');
  await box.press('Shift+Enter');
  await box.pressSequentially('second line');
  await page.reload();
  await expect(box).toHaveValue('first line\nsecond line');
  await expect(box).toBeEditable();
  await box.press('Enter');
  await expect(page.getByRole('log', { name: 'Messages with Carla Dias' })).toContainText(
    'second line',
  );
  await expect(box).toHaveValue('');
});

test('the tabs of a browser share one stream, and the next takes over', async ({
  page,
  context,
}) => {
  const streams: string[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/events')
      streams.push(request.frame().page().url());
  });
  await signUp(page, 'Acme');
  const second = await context.newPage();
  await second.goto('/leads');
  await expect(live(second)).toBeVisible();
  expect(streams).toHaveLength(1);

  await call(page, 'POST', '/api/leads', { body: { name: 'Ana Souza', phone: '+5511912345678' } });
  await expect(second.getByRole('row', { name: /Ana Souza/ })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Live feed' }).getByText('Ana Souza')).toBeVisible();

  await page.close();
  await expect.poll(() => streams.length).toBe(2);
  await call(second, 'POST', '/api/leads', {
    body: { name: 'Bruno Lima', phone: '+5511987654321' },
  });
  await expect(second.getByRole('row', { name: /Bruno Lima/ })).toBeVisible();
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

for (const theme of ['light', 'dark'] as const) {
  test(`every screen is readable for everybody, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await signUp(page, 'Acme');
    const { lead } = await call<Created>(page, 'POST', '/api/leads', {
      body: { name: 'Ana Souza', phone: '+5511912345678', tags: ['vip'] },
    });
    await call(page, 'POST', `/api/leads/${lead.id}/messages`, { body: { text: 'Hi Ana' } });
    const places = [
      '/',
      '/leads',
      `/leads/${lead.id}`,
      '/leads?new=1',
      '/leads/archive',
      '/conversations',
      `/conversations/${lead.id}`,
      '/imports',
      '/campaigns',
      '/campaigns/new',
      '/workflows',
      '/workflows/new',
      '/channels',
      '/sources',
      '/sandbox',
      '/team',
      '/keys',
      '/audit',
      '/privacy',
      '/settings',
      '/account',
      '/nowhere',
    ];
    for (const place of places) {
      await page.goto(place);
      await expect(page.locator('#content')).toBeAttached();
      await page.waitForLoadState('load');
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      // Not as a script tag: the page takes none but its own.
      await page.evaluate(axe);
      const faults = await page.evaluate(async () => {
        const { axe: checker } = window as unknown as {
          axe: {
            run: () => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
          };
        };
        const { violations } = await checker.run();
        return violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
        );
      });
      expect(faults, place).toEqual([]);
    }
  });
}
