// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  formatDayHeading,
  formatDelay,
  formatPercent,
  formatPhone,
  formatShort,
  initials,
  parseDelay,
  writeDelay,
  zoneName,
} from '@/lib/format';

afterEach(() => vi.restoreAllMocks());

describe('phones', () => {
  it.each([
    ['+919812345678', '+91 98123 45678'],
    ['+5511912345678', '+55 11 91234-5678'],
    ['+551134567890', '+55 11 3456-7890'],
    ['+14155550132', '+1 415-555-0132'],
    ['+442079460958', '+44 207 946 0958'],
    ['+351912345678', '+351 912 34 5678'],
    ['wa:1234', 'wa:1234'],
    [undefined, ''],
  ])('%s is written %s', (phone, written) => {
    expect(formatPhone(phone)).toBe(written);
  });
});

describe('times', () => {
  const now = new Date(2026, 10, 21, 15, 0);
  const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

  it('are as short as their distance allows', () => {
    expect(formatShort(before(0), now)).toBe('now');
    expect(formatShort(before(5), now)).toBe('5 min');
    expect(formatShort(before(180), now)).toMatch(/12:00/);
    expect(formatShort(before(24 * 60), now)).toBe('Yesterday');
    expect(formatShort(before(3 * 24 * 60), now)).toBe('Wed');
    expect(formatShort(before(30 * 24 * 60), now)).toBe('Oct 22');
    expect(formatShort(before(400 * 24 * 60), now)).toBe('Oct 17, 2025');
  });

  it('have a heading per day', () => {
    expect(formatDayHeading(before(1), now)).toBe('Today');
    expect(formatDayHeading(before(24 * 60), now)).toBe('Yesterday');
    expect(formatDayHeading(before(48 * 60), now)).toBe('Thursday, November 19, 2026');
  });

  it('follow the reader’s own form of the language', () => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB', 'en']);
    expect(formatShort(before(30 * 24 * 60), now)).toBe('22 Oct');
  });
});

describe('shares', () => {
  it('tell no data from nothing', () => {
    expect(formatPercent(undefined)).toBe('–');
    expect(formatPercent(0)).toBe('0%');
    expect(formatPercent(0.031)).toBe('3.1%');
    expect(formatPercent(0.5)).toBe('50%');
  });
});

describe('delays', () => {
  it.each([
    ['PT0S', { amount: 0, unit: 'minutes' }],
    ['PT30M', { amount: 30, unit: 'minutes' }],
    ['PT48H', { amount: 2, unit: 'days' }],
    ['PT25H', { amount: 25, unit: 'hours' }],
    ['P1DT12H', { amount: 36, unit: 'hours' }],
    ['P3D', { amount: 3, unit: 'days' }],
  ] as const)('%s is read', (text, delay) => {
    expect(parseDelay(text)).toEqual(delay);
  });

  it('are written so that they read the same', () => {
    for (const delay of [
      { amount: 45, unit: 'minutes' },
      { amount: 3, unit: 'hours' },
      { amount: 7, unit: 'days' },
    ] as const) {
      expect(parseDelay(writeDelay(delay))).toEqual(delay);
    }
    expect(writeDelay({ amount: 0, unit: 'days' })).toBe('PT0S');
  });

  it('are said in words', () => {
    expect(formatDelay('PT0S')).toBe('at once');
    expect(formatDelay('PT24H')).toBe('1 day');
    expect(formatDelay('PT5M')).toBe('5 minutes');
  });
});

describe('time zones', () => {
  it('are called as people say them', () => {
    expect(zoneName('America/Sao_Paulo')).toBe('Sao Paulo');
    expect(zoneName('Z')).toBe('UTC');
  });
});

describe('initials', () => {
  it('come from the first and last name', () => {
    expect(initials('Ana Maria Souza')).toBe('AS');
    expect(initials('Priya')).toBe('P');
    expect(initials(' ')).toBe('?');
  });
});
