import { describe, expect, it, vi } from 'vitest';
import type { AuditEntry } from '@/api/types';
import { goesOn, nextPage, streamsOf, type Stream } from './streams';

const PAGE = 3;

/** A server with these lines; the cursor is the number to go on below. */
function server(lines: Record<string, number[]>) {
  return vi.fn((name: string | undefined, cursor: string | undefined) => {
    const all = (name === undefined ? Object.values(lines).flat() : (lines[name] ?? []))
      .filter((number) => number < Number(cursor ?? Infinity))
      .sort((a, b) => b - a);
    const items = all.slice(0, PAGE).map((number) => ({ number }) as AuditEntry);
    return Promise.resolve({
      items,
      nextCursor: all.length > PAGE ? String(items.at(-1)?.number) : undefined,
    });
  });
}

async function readAll(read: ReturnType<typeof server>, names: (string | undefined)[]) {
  const pages: number[][] = [];
  let streams: Stream[] = streamsOf(names);
  while (goesOn(streams)) {
    const { items, rest } = await nextPage(streams, read);
    pages.push(items.map(({ number }) => number));
    streams = rest;
  }
  return pages;
}

describe('lines of several names', () => {
  it('come in one order, each once, however unevenly they are spread', async () => {
    const read = server({ access: [20, 3, 2, 1], security: [19, 18, 17, 16, 15, 14, 5, 4] });
    const pages = await readAll(read, ['access', 'security']);
    expect(pages.flat()).toEqual([20, 19, 18, 17, 16, 15, 14, 5, 4, 3, 2, 1]);
    expect(pages.length).toBeGreaterThan(1);
  });

  it('are not asked for again while some wait to be shown', async () => {
    const read = server({ access: [3, 2, 1], security: [19, 18, 17, 16] });
    const first = await nextPage(streamsOf(['access', 'security']), read);
    expect(first.items.map(({ number }) => number)).toEqual([19, 18, 17]);
    await nextPage(first.rest, read);
    expect(read.mock.calls.filter(([name]) => name === 'access')).toHaveLength(1);
  });

  it('are the pages of the server when there is one name only', async () => {
    expect(await readAll(server({ lead: [5, 4, 3, 2, 1] }), [undefined])).toEqual([
      [5, 4, 3],
      [2, 1],
    ]);
  });

  it('may be none', async () => {
    expect(await readAll(server({}), ['access', 'security'])).toEqual([[]]);
  });
});
