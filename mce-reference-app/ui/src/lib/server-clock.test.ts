import { describe, expect, it } from 'vitest';
import { clockAhead } from './server-clock';

const NOON = 'Mon, 02 Mar 2026 12:00:00 GMT';

describe('the clock of the server', () => {
  it('is ahead of one that is slow, and behind one that is fast', () => {
    const answer = new Headers({ Date: NOON });
    expect(clockAhead(answer, Date.parse('2026-03-02T11:50:00Z'))).toBe(600_000);
    expect(clockAhead(answer, Date.parse('2026-03-02T12:00:30Z'))).toBe(-30_000);
  });

  it('is taken for ours where an answer does not tell it', () => {
    expect(clockAhead(new Headers(), 1_000)).toBe(0);
    expect(clockAhead(new Headers({ Date: 'noon' }), 1_000)).toBe(0);
  });
});
