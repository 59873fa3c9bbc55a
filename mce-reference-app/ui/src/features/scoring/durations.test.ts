import { expect, test } from 'vitest';
import { durationOf, hoursOf } from './durations';

test('durations are read as hours', () => {
  expect(hoursOf('PT1H')).toBe(1);
  expect(hoursOf('P7D')).toBe(168);
  expect(hoursOf('PT30M')).toBe(0.5);
  expect(hoursOf('P1DT2H')).toBe(26);
  expect(hoursOf(undefined)).toBeUndefined();
  expect(hoursOf('soon')).toBeUndefined();
});

test('hours are written as durations that the server reads', () => {
  expect(durationOf(1)).toBe('PT60M');
  expect(durationOf(168)).toBe('P7D');
  expect(durationOf(0.5)).toBe('PT30M');
  expect(durationOf(0)).toBeUndefined();
  for (const hours of [0.25, 1, 24, 30, 720]) expect(hoursOf(durationOf(hours))).toBe(hours);
});
