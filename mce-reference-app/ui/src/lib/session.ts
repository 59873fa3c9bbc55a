import { useSyncExternalStore } from 'react';
import type { OrganizationRef, SessionBody, User } from '@/api/types';

/** Who is logged in, and the one organization this browser is looking at. */
export interface Session {
  accessToken: string;
  refreshToken: string;
  user: User;
  organizations: OrganizationRef[];
  organization: OrganizationRef;
}

const KEY = 'mce.session';
const listeners = new Set<() => void>();
let current: Session | null = read();
let ended = false;

function read(): Session | null {
  try {
    const text = localStorage.getItem(KEY);
    return text ? (JSON.parse(text) as Session) : null;
  } catch {
    return null;
  }
}

function store(next: Session | null) {
  current = next;
  try {
    if (next) localStorage.setItem(KEY, JSON.stringify(next));
    else localStorage.removeItem(KEY);
  } catch {
    // Storage blocked: the session lives as long as this tab.
  }
  for (const listener of listeners) listener();
}

export const session = {
  get: () => current,

  /** The stored state, which another tab may have renewed since. */
  reload(): Session | null {
    current = read() ?? current;
    return current;
  },

  /** Takes over an answer of the server; keeps the present organization unless one is named. */
  accept(body: SessionBody, organizationId?: string): Session {
    const wanted = organizationId ?? current?.organization.id;
    const organization =
      body.organizations.find((candidate) => candidate.id === wanted) ?? body.organizations[0];
    if (!organization) throw new Error('The account belongs to no organization');
    ended = false;
    const next: Session = {
      accessToken: body.accessToken,
      refreshToken: body.refreshToken,
      user: body.user,
      organizations: body.organizations,
      organization,
    };
    store(next);
    return next;
  },

  renameOrganization(id: string, name: string) {
    if (!current) return;
    const rename = (entry: OrganizationRef) => (entry.id === id ? { ...entry, name } : entry);
    store({
      ...current,
      organization: rename(current.organization),
      organizations: current.organizations.map(rename),
    });
  },

  /** The person left, and so does what they had begun to write. */
  clear() {
    ended = false;
    try {
      sessionStorage.clear();
    } catch {
      // Storage blocked: nothing is in it.
    }
    store(null);
  },

  /** The server no longer accepts the tokens; the log-in page says so. */
  expire() {
    ended = true;
    store(null);
  },

  hasEnded: () => ended,

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

if (typeof window !== 'undefined') {
  window.addEventListener('storage', (event) => {
    if (event.key !== KEY && event.key !== null) return;
    current = read();
    for (const listener of listeners) listener();
  });
}

export function useSession(): Session | null {
  return useSyncExternalStore(session.subscribe, session.get);
}

/** For everything behind the log-in page. */
export function useOrganizationId(): string {
  return useSession()?.organization.id ?? '';
}
