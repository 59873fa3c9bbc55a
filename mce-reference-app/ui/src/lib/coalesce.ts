import type { QueryClient, QueryKey } from '@tanstack/react-query';

export interface Refetcher {
  add: (key: QueryKey) => void;
  dispose: () => void;
}

/** Lists deeper than this are not fetched again under a reader's eyes; they are marked stale. */
export const PAGES_REFETCHED = 3;

/** Timers and clocks differ by some milliseconds. */
const TIMER_SLACK = 50;

/**
 * Collects the queries that events touch and refetches each at most once per interval, and never
 * while its last fetch is under way: a campaign of 480 messages brings about two thousand events,
 * and a slow server must be asked less often, not more. A hidden tab collects and catches up when
 * it is looked at.
 *
 * @param settles whether the server has what an event tells only a moment after it: then each query
 *   is fetched once more an interval after the last event, which may have come just before a fetch
 */
export function createRefetcher(client: QueryClient, interval = 300, settles = false): Refetcher {
  const waiting = new Map<string, QueryKey>();
  const addedAt = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hidden = () => typeof document !== 'undefined' && document.visibilityState === 'hidden';

  const schedule = () => {
    if (timer === undefined && waiting.size > 0 && !hidden()) timer = setTimeout(flush, interval);
  };

  const flush = () => {
    timer = undefined;
    for (const [text, key] of [...waiting]) {
      if (client.isFetching({ queryKey: key }) > 0) continue;
      if (!settles || Date.now() - (addedAt.get(text) ?? 0) >= interval - TIMER_SLACK)
        waiting.delete(text);
      void refetchShallow(client, key);
    }
    schedule();
  };

  if (typeof document !== 'undefined') document.addEventListener('visibilitychange', schedule);

  return {
    add(key) {
      const text = JSON.stringify(key);
      waiting.set(text, key);
      if (settles) addedAt.set(text, Date.now());
      schedule();
    },
    dispose() {
      clearTimeout(timer);
      waiting.clear();
      if (typeof document !== 'undefined')
        document.removeEventListener('visibilitychange', schedule);
    },
  };
}

/** Fetches queries again, but of lists that somebody has scrolled far into only says that they are old. */
export function refetchShallow(client: QueryClient, key: QueryKey): Promise<void> {
  void client.invalidateQueries({
    queryKey: key,
    predicate: (query) => isDeep(query.state.data),
    refetchType: 'none',
  });
  return client.invalidateQueries({
    queryKey: key,
    predicate: (query) => !isDeep(query.state.data),
  });
}

function isDeep(data: unknown): boolean {
  const pages = (data as { pages?: unknown[] } | undefined)?.pages;
  return Array.isArray(pages) && pages.length > PAGES_REFETCHED;
}
