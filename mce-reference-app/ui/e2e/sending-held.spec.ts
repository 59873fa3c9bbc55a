import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { goTo, signUp } from './desk';

const port = String(45_000 + (process.pid % 15_000));
const url = `http://127.0.0.1:${port}`;
const data = mkdtempSync(join(tmpdir(), 'mce-e2e-copy-'));
let server: ChildProcess | undefined;

/** Starts a server of this test's own and waits until it is ready. */
async function start(platformAdmin: string): Promise<void> {
  server = spawn('./run.sh', {
    cwd: '../..',
    stdio: 'ignore',
    env: {
      ...process.env,
      MCE_PORT: port,
      MCE_DATA_DIR: data,
      MCE_PLATFORM_ADMIN: platformAdmin,
    },
  });
  await expect
    .poll(
      () =>
        fetch(`${url}/health`).then(
          (answer) => answer.status,
          () => 0,
        ),
      { timeout: 120_000 },
    )
    .toBe(200);
}

async function stop(): Promise<void> {
  if (server && server.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
}

test.afterAll(async () => {
  await stop();
  rmSync(data, { recursive: true, force: true });
});

test('a copy sends nothing, says so to everybody, and is released by who looks after it', async ({
  browser,
}) => {
  await start('');
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  const { email } = await signUp(page, 'Copied Homes');
  await expect(page.getByRole('alert')).toHaveCount(0);

  await test.step('the database is copied without what belongs beside it', async () => {
    await stop();
    rmSync(join(data, 'mce.db.witness'));
    await start(email);
    expect(await (await fetch(`${url}/health`)).text()).toContain('looks like a copy');
  });

  await test.step('every page says so, and leads to the page that ends it', async () => {
    await page.goto('/leads');
    await expect(page.getByRole('alert')).toContainText('Nothing is sent');
    await page.getByRole('alert').getByRole('link', { name: 'Look at it' }).click();
    await expect(page.getByRole('heading', { name: /^Nothing is sent since/ })).toBeVisible();
    await expect(page.getByText('as when it is copied alone')).toBeVisible();
  });

  await test.step('released after a question, it stays so', async () => {
    await page.getByRole('button', { name: 'Release, cancel what waited' }).click();
    const question = page.getByRole('alertdialog');
    await expect(question).toContainText('the original may have sent them');
    await question.getByRole('button', { name: 'Release, cancel what waited' }).click();
    await expect(page.getByRole('heading', { name: /^Nothing is sent since/ })).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await goTo(page, 'Audit trail');
    await expect(page.getByText('released the sending')).toBeVisible();
    await stop();
    await start(email);
    expect(await (await fetch(`${url}/health`)).text()).not.toContain('looks like a copy');
  });
  await context.close();
});
