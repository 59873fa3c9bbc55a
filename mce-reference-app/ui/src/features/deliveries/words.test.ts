import { describe, expect, it } from 'vitest';
import { DISPATCH_STATES } from '@/api/types';
import { FAILURES, isFiltered, readFilters, withFilter } from './filters';
import { adviceOf, channelOf, meaningOf, stateOf } from './words';

describe('words of the delivery log', () => {
  it('say of each kind of failure what it means and what to do', () => {
    for (const kind of FAILURES) {
      expect(meaningOf(kind), kind).not.toMatch(/_|^reason\./);
      expect(adviceOf(kind), kind).toMatch(/\.$/);
    }
    expect(meaningOf('SOMETHING_NEW')).toBe('Something new');
    expect(adviceOf('SOMETHING_NEW')).toBeUndefined();
  });

  it('name every state and channel', () => {
    for (const state of DISPATCH_STATES) expect(stateOf(state)).toBeTruthy();
    expect(channelOf('SMS')).toBe('SMS');
    expect(channelOf('CARRIER_PIGEON')).toBe('Carrier pigeon');
  });
});

describe('filters of the delivery log', () => {
  it('are what makes sense in the address', () => {
    const read = readFilters(new URLSearchParams('state=FAILED&failure=drop%20it&account=a'));
    expect(read).toEqual({
      state: 'FAILED',
      failure: undefined,
      account: 'a',
      lead: undefined,
      campaign: undefined,
    });
    expect(isFiltered(readFilters(new URLSearchParams('state=NOWHERE&tab=log')))).toBe(false);
  });

  it('name a state or a kind of failure, not both', () => {
    const states = withFilter(new URLSearchParams('tab=log&failure=REFUSED'), 'state', 'SENT');
    expect(states.toString()).toBe('tab=log&state=SENT');
    expect(withFilter(states, 'failure', 'REFUSED').toString()).toBe('tab=log&failure=REFUSED');
    expect(withFilter(states, 'state', '').toString()).toBe('tab=log');
  });
});
