// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionBody } from '@/api/types';
import { http, logOut, urlOf } from '@/lib/http';
import type { Problem } from '@/lib/problem';
import { session } from '@/lib/session';

const body = (token: string): SessionBody => ({
  accessToken: token,
  refreshToken: `refresh ${token}`,
  expiresAt: '2026-11-21T10:00:00Z',
  user: { id: 'u1', name: 'Sarah', email: 'sarah@example.com' },
  organizations: [
    { id: 'o1', name: 'Acme', role: 'OWNER' },
    { id: 'o2', name: 'Loved', role: 'MEMBER' },
  ],
});

interface Sent {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
}

let sent: Sent[];
let answer: (request: Sent) => Response;

beforeEach(() => {
  sent = [];
  session.accept(body('one'), 'o2');
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const request: Sent = {
      method: init.method ?? '',
      url,
      headers: init.headers as Record<string, string>,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body,
    };
    sent.push(request);
    return Promise.resolve(answer(request));
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  session.clear();
});

const json = (status: number, value: unknown) => new Response(JSON.stringify(value), { status });
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as Problem,
  );

describe('requests', () => {
  it('carry the token, the organization, the version and the idempotency key', async () => {
    answer = () => json(200, { id: 'x' });
    await http.patch('/api/leads/x', { body: { name: 'Ana' }, version: 3, idempotencyKey: 'k' });
    expect(sent[0]?.headers).toMatchObject({
      Authorization: 'Bearer one',
      'X-Org-Id': 'o2',
      'If-Match': '"3"',
      'Idempotency-Key': 'k',
      'Content-Type': 'application/json',
    });
    expect(sent[0]?.body).toEqual({ name: 'Ana' });
  });

  it('leave empty query values out', () => {
    expect(urlOf('/api/leads', { q: 'são', status: undefined, tag: '', limit: 0 })).toBe(
      '/api/leads?q=s%C3%A3o&limit=0',
    );
  });

  it('accept an answer without content', async () => {
    answer = () => new Response(null, { status: 204 });
    await expect(http.post('/api/notices/n/read')).resolves.toBeUndefined();
  });

  it('turn problems into sentences, field errors and the present state', async () => {
    answer = () =>
      json(412, {
        status: 412,
        code: 'STALE_VERSION',
        detail: 'It was changed.',
        current: { id: 'x', version: 4 },
      });
    const problem = await caught(http.patch('/api/leads/x', { body: {}, version: 3 }));
    expect(problem?.isConflict).toBe(true);
    expect(problem?.message).toMatch(/^Someone else changed this/);
    expect(problem?.current).toEqual({ id: 'x', version: 4 });

    answer = () => new Response('<html>Bad gateway</html>', { status: 502 });
    expect((await caught(http.get('/api/leads')))?.isTemporary).toBe(true);
  });

  it('say that the server cannot be reached', async () => {
    answer = () => {
      throw new TypeError('Failed to fetch');
    };
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect((await caught(http.get('/api/leads')))?.code).toBe('NETWORK');
  });
});

describe('an expired session', () => {
  const guarded = (good: string) => (request: Sent) => {
    if (request.url === '/api/auth/refresh') return json(200, body('two'));
    return request.headers.Authorization === `Bearer ${good}`
      ? json(200, { ok: true })
      : json(401, { code: 'UNAUTHORIZED' });
  };

  it('is renewed once for all requests under way, and the organization stays', async () => {
    answer = guarded('two');
    await Promise.all([http.get('/api/a'), http.get('/api/b'), http.get('/api/c')]);
    expect(sent.filter(({ url }) => url === '/api/auth/refresh')).toHaveLength(1);
    expect(session.get()?.organization.id).toBe('o2');
  });

  it('that another tab renewed meanwhile is taken over without asking', async () => {
    answer = guarded('two');
    const stored = JSON.parse(localStorage.getItem('mce.session') ?? '{}') as object;
    localStorage.setItem('mce.session', JSON.stringify({ ...stored, accessToken: 'two' }));
    await http.get('/api/a');
    expect(sent.some(({ url }) => url === '/api/auth/refresh')).toBe(false);
  });

  it('that cannot be renewed ends', async () => {
    answer = () => json(401, { code: 'UNAUTHORIZED' });
    await caught(http.get('/api/a'));
    expect(session.get()).toBeNull();
    expect(session.hasEnded()).toBe(true);
  });

  it('does not end because the server is down for a moment', async () => {
    answer = ({ url }) => json(url === '/api/auth/refresh' ? 503 : 401, {});
    expect((await caught(http.get('/api/a')))?.status).toBe(503);
    expect(session.get()).not.toBeNull();
  });

  it('leaves a refused log-in alone', async () => {
    answer = () => json(401, { code: 'BAD_CREDENTIALS' });
    const problem = await caught(http.post('/api/auth/login', { body: {}, anonymous: true }));
    expect(problem?.message).toMatch(/do not match/);
    expect(sent).toHaveLength(1);
    expect(session.get()).not.toBeNull();
  });
});

describe('a member who was let go', () => {
  it('is logged out by the next answer', async () => {
    answer = () => json(403, { code: 'NOT_A_MEMBER' });
    expect((await caught(http.get('/api/leads')))?.code).toBe('NOT_A_MEMBER');
    expect(session.get()).toBeNull();
    expect(session.hasEnded()).toBe(true);
  });

  it('and now looks at another organization stays there when an old answer comes late', async () => {
    answer = () => {
      session.accept(body('two'), 'o1');
      return json(403, { code: 'NOT_A_MEMBER' });
    };
    await caught(http.get('/api/leads'));
    expect(session.get()?.organization.id).toBe('o1');
  });

  it('is not who may just not do this', async () => {
    answer = () => json(403, { code: 'FORBIDDEN' });
    await caught(http.get('/api/invitations'));
    expect(session.get()).not.toBeNull();
  });
});

describe('leaving', () => {
  it('ends the session on the server too, and here even when that is not reached', async () => {
    const token = session.get()?.refreshToken;
    answer = () => {
      throw new TypeError('offline');
    };
    await logOut();
    expect(session.get()).toBeNull();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.url).toBe('/api/auth/logout');
    expect(sent[0]?.body).toEqual({ refreshToken: token });
  });

  it('takes what was begun in the chat along; the end of a session does not', () => {
    sessionStorage.setItem('mce.draft.ana', 'Good mor');
    session.expire();
    expect(sessionStorage.getItem('mce.draft.ana')).toBe('Good mor');
    session.clear();
    expect(sessionStorage.getItem('mce.draft.ana')).toBeNull();
  });
});
