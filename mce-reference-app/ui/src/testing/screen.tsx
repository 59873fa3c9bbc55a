import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { MemoryRouter } from 'react-router';
import { vi } from 'vitest';
import type { Permission } from '@/api/types';
import { session } from '@/lib/session';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
  /** The version that is to be changed, in quotes. */
  version: string | undefined;
}

/** What the server says: a value as JSON, or an answer as it is. */
type Answer = (request: Asked) => unknown;

export const ORGANIZATION = 'acme';

/** A server that knows these paths only; each request that reached it is written down. */
export function serve(answers: Record<string, Answer>, permissions: Permission[] = []) {
  const asked: Asked[] = [];
  const all: Record<string, Answer> = { '/api/me': () => ({ permissions }), ...answers };
  session.accept({
    accessToken: 'token',
    refreshToken: 'refresh',
    expiresAt: '2026-11-21T10:00:00Z',
    user: { id: 'u1', name: 'Sarah', email: 'sarah@example.com' },
    organizations: [{ id: ORGANIZATION, name: 'Acme', role: 'OWNER' }],
  });
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
    const url = new URL(address, 'http://localhost');
    const request: Asked = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      version: new Headers(init.headers).get('If-Match') ?? undefined,
    };
    asked.push(request);
    const answer = all[request.path]?.(request) ?? refusal(404);
    return Promise.resolve(answer instanceof Response ? answer : json(answer));
  });
  return asked;
}

export const json = (value: unknown, headers?: HeadersInit) =>
  new Response(JSON.stringify(value), { headers });

export const refusal = (status: number) => new Response(JSON.stringify({ status }), { status });

/** Shows a part of a page as the app does, without tries that take time. */
export function show(element: ReactElement) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const inApp = (part: ReactElement) => (
    <QueryClientProvider client={client}>
      <MemoryRouter>{part}</MemoryRouter>
    </QueryClientProvider>
  );
  const { rerender } = render(inApp(element));
  return { client, again: (part: ReactElement) => rerender(inApp(part)) };
}
