import { expect, it } from 'vitest';
import { daysLeft } from './time-left';

it('counts begun days, and nothing that has passed', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  expect(daysLeft('2026-12-20T12:00:00Z', now)).toBe(30);
  expect(daysLeft('2026-11-20T12:00:01Z', now)).toBe(1);
  expect(daysLeft('2026-11-20T11:59:59Z', now)).toBe(0);
});
