import { expect, type Locator, type Page } from '@playwright/test';

let people = 0;

/** A person with an account and an organization of their own, at an empty dashboard. */
export async function signUp(
  page: Page,
  organization: string,
): Promise<{ email: string; password: string }> {
  const email = `sarah.${Date.now().toString(36)}.${++people}@example.com`;
  const password = 'correct horse battery';
  await page.goto('/signup');
  await page.getByLabel('Your name').fill('Sarah Jones');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByLabel('Organization').fill(organization);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible();
  await expect(live(page)).toBeVisible();
  return { email, password };
}

export const live = (page: Page): Locator => page.getByRole('status', { name: 'Connection: Live' });

/** Follows a link of the main navigation, until its page is there: it may have to be loaded. */
export const goTo = async (page: Page, name: string): Promise<void> => {
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name });
  const path = await link.getAttribute('href');
  await link.click();
  await expect(page).toHaveURL((url) => url.pathname === path);
};

/** A figure on the page of a campaign. */
export const stat = (page: Page, name: string): Locator =>
  page.locator(`[data-stat="${name}"] dd > span:first-child`);

/** The values an element's text or attribute took, as the page itself saw them change. */
export async function record(
  page: Page,
  selector: string,
  attribute?: string,
): Promise<() => Promise<number[]>> {
  await page.evaluate(
    ([css, name]) => {
      const seen: number[] = [];
      (window as unknown as { seen: number[] }).seen = seen;
      const look = () => {
        const element = document.querySelector(css ?? '');
        const text = name ? element?.getAttribute(name) : element?.textContent;
        if (text === null || text === undefined) return;
        const value = Number(text.replaceAll(',', ''));
        if (seen[seen.length - 1] !== value) seen.push(value);
      };
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    },
    [selector, attribute],
  );
  return () => page.evaluate(() => (window as unknown as { seen: number[] }).seen);
}

interface Stored {
  accessToken: string;
  organization: { id: string };
}

/** Calls the API as the person who is logged in on the page, as a colleague's browser would. */
export async function call<T>(
  page: Page,
  method: string,
  path: string,
  options: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<T> {
  const stored = await page.evaluate(() => localStorage.getItem('mce.session') ?? '{}');
  const { accessToken, organization } = JSON.parse(stored) as Stored;
  const response = await page.request.fetch(path, {
    method,
    headers: {
      Authorization: `Bearer ${accessToken}`,
      'X-Org-Id': organization.id,
      ...options.headers,
    },
    data: options.body,
  });
  expect(response.ok(), `${method} ${path} answered ${response.status()}`).toBe(true);
  return (await response.json()) as T;
}
