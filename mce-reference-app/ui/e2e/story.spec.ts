import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { call, goTo, live, record, signUp, stat } from './desk';

const csv =
  process.env.MCE_E2E_CSV ??
  fileURLToPath(new URL('../../../samples/cold_leads_nov.csv', import.meta.url));

interface LeadPage {
  items: { id: string; name: string; phone: string }[];
}

/** Mike's and Sarah's day, from sign-up to an answer, in one browser. */
test('a list is imported, written to and answers', async ({ page, context, request }) => {
  test.setTimeout(900_000);
  expect(existsSync(csv), `${csv} exists`).toBe(true);
  await signUp(page, 'Prestige Realty');

  await test.step('a welcome workflow is set up with one press', async () => {
    await goTo(page, 'Workflows');
    await page.getByRole('button', { name: 'Welcome message' }).click();
    await expect(page.getByRole('heading', { name: 'Welcome message', level: 1 })).toBeVisible();
    await expect(page.getByRole('switch', { name: 'Welcome message is active' })).toBeChecked();
  });

  await test.step('500 rows are imported: 480 added, 20 duplicates, with progress', async () => {
    await goTo(page, 'Import');
    const progress = await record(
      page,
      '[role="progressbar"][aria-label="Import progress"]',
      'aria-valuenow',
    );
    await page.getByLabel('CSV file').setInputFiles(csv);
    await expect(page.getByLabel('Run automations for these leads')).not.toBeChecked();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(
      page.getByText('500 rows, 480 added, 20 duplicates skipped, 0 rejected'),
    ).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('Nobody was greeted')).toBeVisible();
    const seen = await progress();
    expect(seen, 'the bar never moves back').toEqual([...seen].sort((a, b) => a - b));
  });

  await test.step('nobody was greeted', async () => {
    await goTo(page, 'Sandbox phone');
    await expect(page.getByText('No phone has got a message yet')).toBeVisible();
    await goTo(page, 'Conversations');
    await expect(page.getByText('No conversations yet')).toBeVisible();
    await goTo(page, 'Leads');
    await expect(page.getByRole('table', { name: 'Leads' })).toBeVisible();
  });

  await test.step('the campaign is written, and its start names 480 people', async () => {
    await goTo(page, 'Campaigns');
    await page.getByRole('link', { name: 'New campaign' }).click();
    await page.getByLabel('Campaign name').fill('Nov Revival');
    const text = page.getByLabel('Text of message 1');
    await text.fill('Hi {name}, long time...');
    await expect(page.getByText('{name} is not a variable')).toBeVisible();
    await page.getByRole('button', { name: 'Replace it' }).click();
    await expect(text).toHaveValue('Hi {{lead_name}}, long time...');
    await expect(page.getByText('480 leads get this now.')).toBeVisible();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await expect(page.getByRole('heading', { name: 'Nov Revival', level: 1 })).toBeVisible();
    await page.getByRole('button', { name: 'Start campaign' }).click();
    const dialog = page.getByRole('alertdialog');
    await expect(dialog.getByText('480 leads will be written to.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Send to 480 leads' }).click();
    await expect(dialog).toBeHidden();
  });
  const campaignUrl = page.url();

  await test.step('the counters rise live to 480', async () => {
    await expect(stat(page, 'audience')).toHaveText('480');
    const values = await record(page, '[data-stat="sent"] dd > span');
    await expect(stat(page, 'sent')).toHaveText('480', { timeout: 120_000 });
    const seen = await values();
    expect(seen, 'sent never falls').toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length, `sent was seen rising: ${seen.join(' ')}`).toBeGreaterThan(2);
    // Every receipt is in, so that what follows does not stand in line behind them.
    await expect(stat(page, 'read')).toHaveText('480', { timeout: 240_000 });
  });

  const { items: leads } = await call<LeadPage>(page, 'GET', '/api/leads?limit=10&sort=name');
  const [answering, stopping] = leads;
  if (!answering || !stopping) throw new Error('The list has no leads');
  const card = (name: string) => page.getByRole('article', { name: `Lead card: ${name}` });
  const log = (name: string) => page.getByRole('log', { name: `Messages with ${name}` });

  await test.step('the ticks of a message go to read', async () => {
    await page.goto(`/leads/${answering.id}`);
    await expect(log(answering.name).getByText(`Hi ${answering.name}, long time...`)).toBeVisible();
    await expect(log(answering.name).getByText('Campaign · Nov Revival')).toBeVisible();
    await expect(log(answering.name).getByRole('img', { name: 'Read' })).toBeVisible({
      timeout: 30_000,
    });
    await expect(live(page)).toBeVisible();
  });

  const phone = await context.newPage();
  const answerAs = async (number: string, text: string) => {
    await phone.goto(`/sandbox?phone=${encodeURIComponent(number)}`);
    await expect(
      phone.getByRole('log', { name: 'Screen of the phone' }).getByText('long time'),
    ).toBeVisible();
    await phone.getByLabel('Answer as the lead').fill(text);
    await phone.getByRole('button', { name: 'Send as the lead' }).click();
  };

  await test.step('an answer appears, and automation pauses', async () => {
    await expect(card(answering.name).getByText('Active', { exact: true })).toBeVisible();
    await answerAs(answering.phone, 'Yes, call me at 2pm');
    await expect(log(answering.name).getByText('Yes, call me at 2pm')).toBeVisible();
    await expect(card(answering.name).getByText('Paused because they replied')).toBeVisible();
  });

  await test.step('the rep answers with Enter and marks the lead as qualified', async () => {
    const box = page.getByLabel(`Message to ${answering.name}`);
    await box.fill('Perfect, talk to you then!');
    await box.press('Enter');
    const own = log(answering.name).locator('[data-direction="OUTBOUND"]', {
      hasText: 'Perfect, talk to you then!',
    });
    await expect(own.getByRole('img', { name: /Delivered|Read/ })).toBeVisible({ timeout: 30_000 });
    await expect(own).toHaveCount(1);
    await expect(box).toHaveValue('');
    await card(answering.name).getByLabel('Status').selectOption('Qualified');
    await expect
      .poll(
        async () =>
          (await call<{ status: string }>(page, 'GET', `/api/leads/${answering.id}`)).status,
      )
      .toBe('QUALIFIED');
  });

  await test.step('STOP is an opt-out', async () => {
    await page.goto(`/leads/${stopping.id}`);
    await expect(card(stopping.name)).toBeVisible();
    await expect(live(page)).toBeVisible();
    await answerAs(stopping.phone, 'STOP');
    await expect(card(stopping.name).getByText('Opted out', { exact: true })).toBeVisible();
    await expect(
      page.getByText(`${stopping.name} opted out, so messages to them are stopped.`),
    ).toBeVisible();
  });

  await test.step('the figures say so', async () => {
    await page.goto(campaignUrl);
    await expect(stat(page, 'replied')).toHaveText('1');
    await expect(stat(page, 'optedOut')).toHaveText('1');
    await expect(page.getByText('Automation stopped: 1 replied, 1 opted out.')).toBeVisible();
    await goTo(page, 'Dashboard');
    await expect(page.getByText('0 replied, 1 opted out, 1 by a colleague')).toBeVisible();
  });

  await test.step('the next campaign leaves both out', async () => {
    await goTo(page, 'Campaigns');
    await page.getByRole('link', { name: 'New campaign' }).click();
    await page.getByLabel('Campaign name').fill('December');
    await page.getByLabel('Text of message 1').fill('Merry season, {{first_name}}!');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByRole('button', { name: 'Start campaign' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Send to 478 leads' }).click();
    await expect(stat(page, 'sent')).toHaveText('478', { timeout: 120_000 });
    for (const lead of [answering, stopping]) {
      await phone.goto(`/sandbox?phone=${encodeURIComponent(lead.phone)}`);
      const screen = phone.getByRole('log', { name: 'Screen of the phone' });
      await expect(screen.getByText('long time')).toBeVisible();
      await expect(screen.getByText('Merry season')).toBeHidden();
    }
  });

  await test.step('a lead from a web form flashes in the feed within a second and is greeted', async () => {
    await goTo(page, 'Sources');
    await page.getByRole('button', { name: 'New source' }).first().click();
    await page.getByRole('button', { name: /^Website form or API/ }).click();
    await page.getByLabel('Source name').fill('Website form');
    await page.getByRole('button', { name: 'Create source' }).click();
    const address = await page
      .getByLabel('Webhook address of Website form', { exact: true })
      .innerText();
    await goTo(page, 'Dashboard');
    const feed = page.getByRole('list', { name: 'Live feed' });
    await expect(feed).toBeVisible();
    await expect(live(page)).toBeVisible();

    const hook = new URL(address).pathname;
    const answer = await request.post(hook, {
      data: { name: 'Flávia Prado', phone: '+55 11 98888-7777', email: 'flavia@example.com' },
    });
    expect(answer.status()).toBe(202);
    const line = feed.locator('[data-event="lead.captured"][data-fresh]', {
      hasText: 'Flávia Prado',
    });
    await expect(line).toBeVisible({ timeout: 1_000 });

    await feed.getByRole('link', { name: 'Flávia Prado' }).first().click();
    await expect(card('Flávia Prado')).toBeVisible();
    await expect(
      log('Flávia Prado').getByText('Hi Flávia, thanks for getting in touch!'),
    ).toBeVisible();
    await expect(log('Flávia Prado').getByText('Workflow · Welcome message')).toBeVisible();
    await expect(log('Flávia Prado').getByRole('img', { name: /Delivered|Read/ })).toBeVisible({
      timeout: 30_000,
    });
  });
});
