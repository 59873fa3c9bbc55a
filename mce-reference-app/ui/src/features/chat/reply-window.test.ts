import { describe, expect, it } from 'vitest';
import { isOpen, timeLeft } from './reply-window';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const until = (closesAt: string) => ({ open: true, closesAt });

describe('the reply window', () => {
  it('says how long free text is taken, and rounds down', () => {
    expect(timeLeft(until('2026-03-02T12:12:59Z'), NOW)).toBe('3 h 12 min');
    expect(timeLeft(until('2026-03-02T09:59:59Z'), NOW)).toBe('59 min');
    expect(timeLeft(until('2026-03-02T09:00:59Z'), NOW)).toBe('less than a minute');
  });

  it('closes while one looks at it', () => {
    expect(isOpen(until('2026-03-02T09:00:01Z'), NOW)).toBe(true);
    expect(isOpen(until('2026-03-02T09:00:00Z'), NOW)).toBe(false);
    expect(timeLeft(until('2026-03-02T09:00:00Z'), NOW)).toBeUndefined();
  });

  it('is always open where the carrier has none, and while nobody knows', () => {
    expect(isOpen({ open: true }, NOW)).toBe(true);
    expect(isOpen(undefined, NOW)).toBe(true);
    expect(timeLeft({ open: true }, NOW)).toBeUndefined();
    expect(isOpen({ open: false }, NOW)).toBe(false);
  });
});
