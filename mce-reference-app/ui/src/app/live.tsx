import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Feed, FeedItem } from '@/api/types';
import { patch, touched } from '@/app/live-map';
import { createRefetcher } from '@/lib/coalesce';
import { authorized, http } from '@/lib/http';
import { LiveContext } from '@/lib/live';
import { startLive, type LiveState } from '@/lib/live-connection';
import { Problem } from '@/lib/problem';
import { queryKeys } from '@/lib/query-keys';

interface LiveProviderProps {
  organizationId: string;
  userId: string;
  children: ReactNode;
}

/** While the line is down, what is on screen is asked for this often. */
const POLL = 15_000;

/** Keeps what is on screen true: events of the server make cached answers old. */
export function LiveProvider({ organizationId, userId, children }: LiveProviderProps) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const listeners = useRef(new Set<(item: FeedItem) => void>());

  useEffect(() => {
    const keys = queryKeys(organizationId);
    const soon = createRefetcher(client, 300);
    const later = createRefetcher(client, 2_000, true);
    const stop = startLive({
      name: `mce-live:${organizationId}:${userId}`,
      present: async (signal) => {
        const feed = await http.get<Feed>('/api/feed', { query: { limit: 1 }, signal });
        return String(feed.cursor);
      },
      open: (cursor, signal) =>
        authorized('GET', '/api/events', {
          headers: {
            Accept: 'text/event-stream',
            ...(cursor ? { 'Last-Event-ID': cursor } : {}),
          },
          signal,
        }),
      onEvent: (event) => {
        const item = parse(event.data);
        if (!item) return;
        patch(client, item, keys);
        const old = touched(item, keys);
        old.soon.forEach((key) => soon.add(key));
        old.later.forEach((key) => later.add(key));
        for (const listener of listeners.current) listener(item);
      },
      onReset: () => void client.invalidateQueries({ queryKey: keys.all }),
      onState: setState,
      isFinal: (error) => error instanceof Problem && error.status === 401,
    });
    return () => {
      stop();
      soon.dispose();
      later.dispose();
    };
  }, [client, organizationId, userId]);

  useEffect(() => {
    if (state === 'live') return;
    const timer = setInterval(
      () => void client.invalidateQueries({ queryKey: [organizationId], refetchType: 'active' }),
      POLL,
    );
    return () => clearInterval(timer);
  }, [client, organizationId, state]);

  const live = useMemo(
    () => ({
      state,
      listen: (listener: (item: FeedItem) => void) => {
        const all = listeners.current;
        all.add(listener);
        return () => void all.delete(listener);
      },
    }),
    [state],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

function parse(data: string): FeedItem | undefined {
  try {
    const item = JSON.parse(data) as Partial<FeedItem>;
    if (typeof item.name !== 'string' || typeof item.cursor !== 'number') return undefined;
    return { ...item, data: item.data ?? {} } as FeedItem;
  } catch {
    return undefined;
  }
}
