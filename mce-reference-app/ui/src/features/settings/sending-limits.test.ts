import { describe, expect, it } from 'vitest';
import type { SendingLimits } from '@/api/types';
import { bodyOf, problemsOf, valuesOf } from './sending-limits';

const limits: SendingLimits = {
  daily: { messages: 1000, warmUp: [50, 100, 200] },
  accounts: [{ channelAccountId: 'a', messages: 20, warmUp: [] }],
  frequency: { messages: 3, days: 7 },
  secondsBetween: 6,
  answersWait: true,
  version: 4,
};

const none: SendingLimits = {
  daily: { warmUp: [] },
  accounts: [],
  answersWait: false,
  version: 0,
};

describe('sending limits', () => {
  it('are typed and sent as they were', () => {
    for (const each of [limits, none]) {
      const values = valuesOf(each);
      expect(problemsOf(values)).toEqual(new Set());
      expect({ ...bodyOf(values), version: each.version }).toEqual(each);
    }
  });

  it('take the days of a warm-up however they are set apart', () => {
    const values = { ...valuesOf(none), warmUp: ' 50 100;200, 200 ' };
    expect(bodyOf(values).daily.warmUp).toEqual([50, 100, 200, 200]);
  });

  it('say what makes no sense', () => {
    expect(
      problemsOf({
        messages: '0',
        warmUp: '100, 50',
        accounts: { a: { messages: '1e3', warmUp: 'many' } },
        often: '3',
        days: '',
        between: '3601',
        answersWait: false,
      }),
    ).toEqual(new Set(['messages', 'warmUp', 'a.messages', 'a.warmUp', 'days', 'between']));
    expect(problemsOf({ ...valuesOf(none), days: '7' })).toEqual(new Set(['often']));
  });
});
