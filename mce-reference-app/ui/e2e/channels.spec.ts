import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { goTo, signUp } from './desk';

const ACCOUNT = `AC${'0'.repeat(30)}e2`;
const TOKEN = 'the token of the account';
const OURS = '+14155550100';
const THEIRS = '+14155550177';

interface Taken {
  sid: string;
  form: URLSearchParams;
}

/** Twilio's part: takes messages of the account, and answers as its API does. */
function twilio(taken: Taken[]): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = (status: number, body: object) => {
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(body));
      };
      const known = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
      const path = (request.url ?? '').replace(/\?.*/, '');
      const account = `/2010-04-01/Accounts/${ACCOUNT}`;
      if (request.headers.authorization !== known) {
        answer(401, { code: 20003, message: 'Authenticate', status: 401 });
      } else if (path === `${account}.json`) {
        answer(200, { sid: ACCOUNT, status: 'active', type: 'Full' });
      } else if (path === `${account}/Messages.json` && request.method === 'POST') {
        const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
        const sid = `SM${String(taken.length).padStart(32, '0')}`;
        taken.push({ sid, form });
        answer(201, {
          sid,
          account_sid: ACCOUNT,
          api_version: '2010-04-01',
          to: form.get('To'),
          from: form.get('From'),
          body: form.get('Body'),
          status: 'queued',
          direction: 'outbound-api',
          num_segments: '1',
          num_media: '0',
          price_unit: 'USD',
        });
      } else if (path === `${account}/Messages.json`) {
        answer(200, { messages: [], page: 0, page_size: 1 });
      } else {
        answer(404, { code: 20404, message: 'not found', status: 404 });
      }
    });
  });
}

/** Posts a form as Twilio does, signed over the address and the fields in order. */
async function post(url: string, fields: Record<string, string>, token = TOKEN): Promise<number> {
  const text = Object.keys(fields)
    .sort()
    .map((name) => name + fields[name])
    .join('');
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'X-Twilio-Signature': createHmac('sha1', token)
        .update(url + text)
        .digest('base64'),
    },
    body: new URLSearchParams(fields),
  });
  return answer.status;
}

async function addTwilio(page: Page, api: string, token: string): Promise<void> {
  await goTo(page, 'Channels');
  await page.getByRole('button', { name: 'Add a channel' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Carrier').selectOption({ label: 'Twilio SMS' });
  await dialog.getByLabel('Channel name').fill('Our SMS');
  await dialog.getByLabel('Account SID').fill(ACCOUNT);
  await dialog.getByLabel('Auth token', { exact: true }).fill(token);
  await dialog.getByLabel('Sender').fill(OURS);
  await dialog.getByLabel('API address').fill(api);
  await dialog.getByRole('button', { name: 'Add channel' }).click();
}

test('a number at Twilio is connected; what is written to it is answered through it', async ({
  page,
}) => {
  const taken: Taken[] = [];
  const server = twilio(taken);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await signUp(page, 'Carrier Homes');

    await test.step('all carriers are there to choose', async () => {
      await goTo(page, 'Channels');
      await page.getByRole('button', { name: 'Add a channel' }).click();
      const carriers = page.getByRole('dialog').getByLabel('Carrier');
      for (const name of ['WhatsApp', 'Twilio', 'Telnyx']) {
        await expect(carriers).toContainText(name);
      }
      await page.keyboard.press('Escape');
    });

    const hook = await test.step('the settings are entered, and the account is up', async () => {
      await addTwilio(page, api, TOKEN);
      const card = page.getByRole('listitem').filter({ hasText: 'Our SMS' });
      await expect(card.getByText('Up', { exact: true })).toBeVisible({ timeout: 30_000 });
      return (await card.locator('code').innerText()).trim();
    });

    await test.step('a text that Twilio did not sign is refused', async () => {
      const fields = { MessageSid: `SM${'a'.repeat(32)}`, AccountSid: ACCOUNT, From: THEIRS };
      expect(await post(hook, { ...fields, To: OURS, Body: 'forged' }, 'another')).toBe(401);
    });

    await test.step('a text comes in, and its answer goes out over Twilio', async () => {
      const status = await post(hook, {
        MessageSid: `SM${'b'.repeat(32)}`,
        AccountSid: ACCOUNT,
        From: THEIRS,
        To: OURS,
        Body: 'Is the house still there?',
        NumMedia: '0',
        SmsStatus: 'received',
      });
      expect(status).toBeLessThan(300);
      await goTo(page, 'Conversations');
      await page.getByText('Is the house still there?').first().click();
      const box = page.getByLabel(/^Message to /);
      await box.fill('Yes. When would you like to see it?');
      await box.press('Enter');
      await expect.poll(() => taken.length).toBe(1);
      expect(taken[0]?.form.get('To')).toBe(THEIRS);
      expect(taken[0]?.form.get('From')).toBe(OURS);
      expect(taken[0]?.form.get('Body')).toBe('Yes. When would you like to see it?');
    });

    await test.step('Twilio says that it was delivered, and the message shows it', async () => {
      const { sid, form } = taken[0] as Taken;
      const status = await post(form.get('StatusCallback') ?? '', {
        MessageSid: sid,
        AccountSid: ACCOUNT,
        MessageStatus: 'delivered',
        From: OURS,
        To: THEIRS,
      });
      expect(status).toBeLessThan(300);
      const own = page.locator('[data-direction="OUTBOUND"]', { hasText: 'When would you like' });
      await expect(own.getByRole('img', { name: 'Delivered' })).toBeVisible({ timeout: 30_000 });
      expect(taken).toHaveLength(1);
    });
  } finally {
    server.close();
  }
});
