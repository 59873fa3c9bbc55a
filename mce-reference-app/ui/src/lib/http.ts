import type { SessionBody } from '@/api/types';
import { Problem, problemFrom } from '@/lib/problem';
import { session } from '@/lib/session';

type QueryValue = string | number | boolean | undefined | null;

export interface RequestOptions {
  query?: Record<string, QueryValue>;
  /** Sent as JSON, or as it is when it is a form or a part of a file. */
  body?: unknown;
  /** The version that was edited; the server refuses with 412 when it is no longer the present one. */
  version?: number;
  /** Makes a repeated POST the same POST. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Log-in and sign-up: no token is sent and 401 is an ordinary answer. */
  anonymous?: boolean;
}

export function urlOf(path: string, query: Record<string, QueryValue> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  const now = session.get();
  if (now && !options.anonymous) {
    headers.Authorization = `Bearer ${now.accessToken}`;
    headers['X-Org-Id'] = now.organization.id;
  }
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
  if (options.idempotencyKey) headers['Idempotency-Key'] = options.idempotencyKey;

  let body: BodyInit | undefined;
  if (options.body instanceof FormData) {
    body = options.body;
  } else if (options.body instanceof Blob) {
    headers['Content-Type'] = 'application/octet-stream';
    body = options.body;
  } else if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.body);
  }
  try {
    return await fetch(urlOf(path, options.query), {
      method,
      headers,
      body,
      signal: options.signal,
      cache: 'no-store',
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem({ status: 0, code: 'NETWORK' });
  }
}

let renewal: Promise<boolean> | null = null;

/** One renewal at a time, across all tabs: a refresh token may be good for one use only. */
function renew(rejectedToken: string): Promise<boolean> {
  renewal ??= withLock('mce-renew', async () => {
    const stored = session.reload();
    if (!stored) return false;
    if (stored.accessToken !== rejectedToken) return true;
    const response = await send('POST', '/api/auth/refresh', {
      body: { refreshToken: stored.refreshToken },
      anonymous: true,
    });
    if (response.ok) {
      session.accept((await response.json()) as SessionBody);
      return true;
    }
    if (response.status >= 500 || response.status === 429) throw await problemFrom(response);
    return false;
  }).finally(() => {
    renewal = null;
  });
  return renewal;
}

async function withLock<T>(name: string, run: () => Promise<T>): Promise<T> {
  if (typeof navigator === 'undefined' || !navigator.locks) return run();
  return (await navigator.locks.request(name, run)) as T;
}

/** Sends with the session's token, renews it once when it is refused, and throws a Problem otherwise. */
export async function authorized(
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Response> {
  let token = session.get()?.accessToken;
  let response = await send(method, path, options);
  if (response.status === 401 && token && !options.anonymous) {
    if (await renew(token)) {
      token = session.get()?.accessToken;
      response = await send(method, path, options);
    }
    if (response.status === 401) session.expire();
  }
  if (response.ok) return response;
  const problem = await problemFrom(response);
  // Whoever was let go is logged out; an answer that comes late must not end the next session.
  if (problem.code === 'NOT_A_MEMBER' && token === session.get()?.accessToken) session.expire();
  throw problem;
}

/** Leaves this browser at once, and ends the session on the server where that can be reached. */
export async function logOut(): Promise<void> {
  const refreshToken = session.get()?.refreshToken;
  session.clear();
  if (!refreshToken) return;
  try {
    await send('POST', '/api/auth/logout', { body: { refreshToken }, anonymous: true });
  } catch {
    // Not reached: the token ends by itself.
  }
}

async function json<T>(method: string, path: string, options?: RequestOptions): Promise<T> {
  const response = await authorized(method, path, options);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export const http = {
  get: <T>(path: string, options?: RequestOptions) => json<T>('GET', path, options),
  post: <T>(path: string, options?: RequestOptions) => json<T>('POST', path, options),
  put: <T>(path: string, options?: RequestOptions) => json<T>('PUT', path, options),
  patch: <T>(path: string, options?: RequestOptions) => json<T>('PATCH', path, options),
  delete: <T = undefined>(path: string, options?: RequestOptions) =>
    json<T>('DELETE', path, options),
};
