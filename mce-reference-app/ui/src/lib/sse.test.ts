import { describe, expect, it } from 'vitest';
import { EventStreamParser } from '@/lib/sse';

const stream =
  ': hello\n\nid: 7\nevent: lead.captured\ndata: {"a":1}\n\nid: 8\ndata: one\ndata: two\n\n';

describe('EventStreamParser', () => {
  it('reads id, name and data, and skips comments', () => {
    expect(new EventStreamParser().push(stream)).toEqual([
      { id: '7', name: 'lead.captured', data: '{"a":1}' },
      { id: '8', name: 'message', data: 'one\ntwo' },
    ]);
  });

  it('gives the same events however the text is cut and whatever ends the lines', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      // A lone carriage return is complete only when the next character is seen.
      const text = stream.replaceAll('\n', end) + ':';
      const expected = new EventStreamParser().push(text);
      expect(expected).toHaveLength(2);
      for (let size = 1; size < 9; size++) {
        const parser = new EventStreamParser();
        const events = [];
        for (let at = 0; at < text.length; at += size) {
          events.push(...parser.push(text.slice(at, at + size)));
        }
        expect(events).toEqual(expected);
      }
    }
  });

  it('keeps the last id for events that carry none', () => {
    const parser = new EventStreamParser();
    parser.push('id: 41\ndata: x\n\n');
    expect(parser.push('data: y\n\n')[0]?.id).toBe('41');
  });

  it('does not deliver an event without data or one that is cut off', () => {
    const parser = new EventStreamParser();
    expect(parser.push('id: 3\n\n')).toEqual([]);
    expect(parser.push('data: half')).toEqual([]);
    expect(parser.push(' done\n\n')).toEqual([{ id: '3', name: 'message', data: 'half done' }]);
  });

  it('delivers a named event that carries no data', () => {
    const parser = new EventStreamParser();
    expect(parser.push('event: reset\n\n')).toEqual([{ id: '', name: 'reset', data: '' }]);
  });

  it('reads the reconnection time', () => {
    const parser = new EventStreamParser();
    parser.push('retry: 2500\nretry: soon\n');
    expect(parser.retry).toBe(2500);
  });

  it('drops a byte order mark', () => {
    expect(new EventStreamParser().push('\uFEFFdata: x\n\n')).toHaveLength(1);
  });
});
