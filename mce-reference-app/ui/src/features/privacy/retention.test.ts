import { describe, expect, it } from 'vitest';
import type { RetentionRule } from '@/api/types';
import { changesOf, draftsOf, kindName, problemOf, shortened, span } from './retention';

const MESSAGES: RetentionRule = {
  kind: 'MESSAGES',
  minimumDays: 30,
  maximumDays: 3650,
  fixed: false,
};
const ERRORS: RetentionRule = {
  kind: 'IMPORT_ERRORS',
  days: 30,
  defaultDays: 30,
  minimumDays: 1,
  maximumDays: 365,
  fixed: false,
};
const ARCHIVE: RetentionRule = {
  kind: 'ARCHIVED_LEADS',
  days: 30,
  defaultDays: 30,
  minimumDays: 30,
  maximumDays: 30,
  fixed: true,
};
const RULES = [ARCHIVE, ERRORS, MESSAGES];

describe('the form', () => {
  it('begins with what holds, and offers a usual time where there is none', () => {
    expect(draftsOf(RULES)).toEqual({
      ARCHIVED_LEADS: { forGood: false, days: '30' },
      IMPORT_ERRORS: { forGood: false, days: '30' },
      MESSAGES: { forGood: true, days: '365' },
    });
    expect(changesOf(RULES, draftsOf(RULES))).toEqual({});
  });

  it('sends only what is another time than now, and never what is fixed', () => {
    const drafts = {
      ARCHIVED_LEADS: { forGood: false, days: '5' },
      IMPORT_ERRORS: { forGood: true, days: '30' },
      MESSAGES: { forGood: false, days: ' 400 ' },
    };
    expect(changesOf(RULES, drafts)).toEqual({ IMPORT_ERRORS: null, MESSAGES: 400 });
  });

  it('says the limits for what is outside of them or no whole number', () => {
    const problem = (days: string) => problemOf(MESSAGES, { forGood: false, days });
    expect(problem('30')).toBeUndefined();
    expect(problem('3650')).toBeUndefined();
    for (const days of ['29', '3651', '', 'ten', '30.5', '-40']) {
      expect(problem(days), days).toBe('Enter a whole number from 30 to 3,650.');
    }
    expect(problemOf(MESSAGES, { forGood: true, days: 'ten' })).toBeUndefined();
    expect(problemOf(ARCHIVE, { forGood: false, days: '1' })).toBeUndefined();
  });
});

describe('a shorter time', () => {
  it('is one that removes what would be kept now', () => {
    expect(shortened(RULES, { MESSAGES: 3650, IMPORT_ERRORS: 29 })).toEqual([
      'IMPORT_ERRORS',
      'MESSAGES',
    ]);
    expect(shortened(RULES, { IMPORT_ERRORS: 31 })).toEqual([]);
    expect(shortened(RULES, { IMPORT_ERRORS: null })).toEqual([]);
  });
});

describe('words', () => {
  it('name a kind, and one of a later version by its code', () => {
    expect(kindName('MESSAGES')).toBe('Messages');
    expect(kindName('DEALS')).toBe('DEALS');
  });

  it('write years as years', () => {
    expect(span(3650)).toBe('10 years');
    expect(span(365)).toBe('1 year');
    expect(span(400)).toBe('400 days');
  });
});
