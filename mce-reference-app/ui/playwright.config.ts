import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { defineConfig } from '@playwright/test';

// Browsers are not downloaded: the machine's own Chromium is used.
const chromium = [
  process.env.CHROMIUM_PATH ?? '',
  ...(process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) =>
      ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)),
    ),
].find((path) => path !== '' && existsSync(path));
if (!chromium) throw new Error('No Chromium on the PATH; set CHROMIUM_PATH');

// A server that runs already, or one started for these tests with an empty database. What is chosen
// here is kept in the environment, because this file is read again in the process of the tests.
const running = process.env.MCE_E2E_URL;
process.env.MCE_E2E_PORT ??= String(20_000 + (process.pid % 20_000));
if (!running) process.env.MCE_E2E_DATA ??= mkdtempSync(join(tmpdir(), 'mce-e2e-'));
const baseURL = running ?? `http://127.0.0.1:${process.env.MCE_E2E_PORT}`;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 300_000,
  expect: { timeout: 15_000 },
  workers: 1,
  forbidOnly: !!process.env.CI,
  reporter: [['list']],
  use: {
    baseURL,
    actionTimeout: 30_000,
    locale: 'en-US',
    timezoneId: 'America/Sao_Paulo',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
  webServer: running
    ? undefined
    : {
        command: './run.sh',
        cwd: '../..',
        url: `${baseURL}/health`,
        timeout: 120_000,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
        env: {
          MCE_PORT: process.env.MCE_E2E_PORT,
          MCE_DATA_DIR: process.env.MCE_E2E_DATA ?? '',
        },
      },
});
