// @vitest-environment jsdom
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRefetcher, type Refetcher } from '@/lib/coalesce';

let client: QueryClient;
let refetcher: Refetcher;
let visible: DocumentVisibilityState;

beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient();
  refetcher = createRefetcher(client, 300);
  visible = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visible);
});

afterEach(() => {
  refetcher.dispose();
  client.clear();
  vi.useRealTimers();
});

/** A query on screen whose answers take the given time. */
function watch(key: unknown[], takes = 0, data: unknown = 'x') {
  const fetches = vi.fn(async () => {
    await new Promise((resolve) => setTimeout(resolve, takes));
    return data;
  });
  new QueryObserver(client, { queryKey: key, queryFn: fetches, staleTime: Infinity }).subscribe(
    () => undefined,
  );
  return fetches;
}

describe('refetching what events touch', () => {
  it('asks once for a burst of events', async () => {
    const fetches = watch(['org', 'campaign']);
    await vi.advanceTimersByTimeAsync(10);
    for (let event = 0; event < 2_000; event++) refetcher.add(['org', 'campaign']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(fetches).toHaveBeenCalledTimes(2);
  });

  it('asks a slow server less often, but never misses the last event', async () => {
    const fetches = watch(['org', 'campaign'], 1_000);
    await vi.advanceTimersByTimeAsync(1_100);
    for (let event = 0; event < 30; event++) {
      refetcher.add(['org', 'campaign']);
      await vi.advanceTimersByTimeAsync(100);
    }
    const during = fetches.mock.calls.length;
    expect(during).toBeLessThanOrEqual(5);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(fetches.mock.calls.length).toBe(during + 1);
  });

  it('asks once more where the server has it a moment after the event', async () => {
    const settling = createRefetcher(client, 300, true);
    const fetches = watch(['org', 'audit']);
    await vi.advanceTimersByTimeAsync(10);
    settling.add(['org', 'audit']);
    await vi.advanceTimersByTimeAsync(290);
    settling.add(['org', 'audit']);
    await vi.advanceTimersByTimeAsync(20);
    expect(fetches, 'the first event, and the second too early').toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(300);
    expect(fetches, 'the second').toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(fetches, 'and no more').toHaveBeenCalledTimes(3);
    settling.dispose();
  });

  it('leaves other queries alone', async () => {
    const other = watch(['other', 'campaign']);
    await vi.advanceTimersByTimeAsync(10);
    refetcher.add(['org', 'campaign']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(other).toHaveBeenCalledOnce();
  });

  it('marks a deep list as old without moving it under the reader', async () => {
    const pages = { pages: [1, 2, 3, 4], pageParams: [] };
    const fetches = watch(['org', 'leads'], 0, pages);
    await vi.advanceTimersByTimeAsync(10);
    refetcher.add(['org', 'leads']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(fetches).toHaveBeenCalledOnce();
    expect(client.getQueryState(['org', 'leads'])?.isInvalidated).toBe(true);
  });

  it('waits in a hidden tab and catches up when it is looked at', async () => {
    const fetches = watch(['org', 'campaign']);
    await vi.advanceTimersByTimeAsync(10);
    visible = 'hidden';
    refetcher.add(['org', 'campaign']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fetches).toHaveBeenCalledOnce();
    visible = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(fetches).toHaveBeenCalledTimes(2);
  });
});
