import { describe, expect, it } from 'vitest';
import type { FeedItem } from '@/api/types';
import { feedLines } from './feed-lines';

const start = Date.parse('2026-11-21T09:00:00Z');

function item(name: string, seconds: number, data: FeedItem['data'] = {}): FeedItem {
  return {
    cursor: seconds,
    name,
    at: new Date(start + seconds * 1000).toISOString(),
    lead: { id: `lead-${seconds}`, name: `Lead ${seconds}` },
    data,
  };
}

describe('the lines of the feed', () => {
  it('are one per event while little happens', () => {
    const lines = feedLines([item('message.arrived', 9), item('lead.captured', 5)]);
    expect(lines.map((line) => line.name)).toEqual(['message.arrived', 'lead.captured']);
  });

  it('leave out receipts, bookkeeping and leads that were already known', () => {
    const lines = feedLines([
      item('dispatch.delivered', 3),
      item('lead.scored', 2),
      item('lead.captured', 1, { outcome: 'SKIPPED' }),
    ]);
    expect(lines).toEqual([]);
  });

  it('tell an answer and the pause it caused as one', () => {
    const ana = { id: 'ana', name: 'Ana' };
    const events = [
      { ...item('lead.automation-paused', 12, { reason: 'REPLIED' }), lead: ana },
      { ...item('message.arrived', 11), lead: ana },
      { ...item('message.arrived', 10), lead: { id: 'joao', name: 'João' } },
    ];
    expect(feedLines(events).map((line) => line.name)).toEqual([
      'message.paused',
      'message.arrived',
    ]);
  });

  it('tell an opt-out as an opt-out, in whatever order its parts were written', () => {
    const ana = { id: 'ana', name: 'Ana' };
    const events = [
      { ...item('lead.opted-out', 13, { channel: 'sms' }), lead: ana },
      { ...item('lead.automation-paused', 12, { reason: 'OPTED_OUT' }), lead: ana },
      { ...item('message.arrived', 11), lead: ana },
    ];
    expect(feedLines(events).map((line) => line.name)).toEqual(['lead.opted-out']);
  });

  it('fold what one source sends at once, and keep the lead of another source apart', () => {
    const burst = Array.from({ length: 20 }, (_, index) =>
      item('lead.captured', 20 - index, { source: 'form' }),
    );
    const lines = feedLines([item('lead.captured', 30, { source: 'website' }), ...burst]);
    expect(lines.map((line) => line.count)).toEqual([1, 20]);
  });

  it('fold an import into one line, which counts what the import says and not what is left', () => {
    const imported = Array.from({ length: 200 }, (_, index) => ({
      ...item('lead.captured', 480 - index, { source: index % 2 ? 'fair' : 'csv' }),
      cause: 'import:i1',
    }));
    const between = { ...item('message.arrived', 400), cursor: 1_000 };
    const events = [...imported.slice(0, 80), between, ...imported.slice(80)];
    const lines = (all: FeedItem[]) => feedLines(all).map(({ name, count }) => [name, count]);

    expect(lines(events)).toEqual([
      ['import.leads', undefined],
      ['message.arrived', 1],
    ]);
    const done = item('import.completed', 481, { importId: 'i1', created: 470, updated: 10 });
    expect(lines([done, ...events])).toEqual([
      ['import.completed', 1],
      ['import.leads', 480],
      ['message.arrived', 1],
    ]);
  });

  it('do not fold what is hours apart', () => {
    const slow = [4, 3, 2, 1].map((hour) => item('lead.captured', hour * 3600, { source: 'web' }));
    expect(feedLines(slow)).toHaveLength(4);
  });

  it('keep the key of a burst while it grows, so that it does not flicker', () => {
    const five = [5, 4, 3, 2, 1].map((second) => item('lead.captured', second, { source: 'csv' }));
    expect(feedLines(five.slice(1))[0]?.key).toBe(feedLines(five)[0]?.key);
  });
});
