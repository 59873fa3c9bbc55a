import { describe, expect, it } from 'vitest';
import type { ChannelAccount, RoutingPolicy } from '@/api/types';
import { moved, orderOf, policyOf } from './routing';

const account = (id: string, channel?: string): ChannelAccount => ({
  id,
  name: id,
  provider: 'p',
  providerName: 'P',
  ...(channel ? { channel } : {}),
  state: 'UP',
  settings: {},
  version: 1,
});

const policy = (channels: string[], accountIds: string[]): RoutingPolicy => ({
  channels,
  accountIds,
  acrossChannels: false,
  version: 1,
});

const names = (media: ReturnType<typeof orderOf>) =>
  media.map(({ channel, accounts }) => `${channel}: ${accounts.map(({ id }) => id).join(' ')}`);

describe('the order of channels', () => {
  const accounts = [
    account('s1', 'SMS'),
    account('w1', 'WHATSAPP'),
    account('s2', 'SMS'),
    account('portal'),
  ];

  it('is by age while nothing was chosen', () => {
    expect(names(orderOf(policy([], []), accounts))).toEqual(['SMS: s1 s2', 'WHATSAPP: w1']);
  });

  it('is the chosen one, and what is not named comes last', () => {
    expect(names(orderOf(policy(['WHATSAPP'], ['s2', 'gone']), accounts))).toEqual([
      'WHATSAPP: w1',
      'SMS: s2 s1',
    ]);
  });

  it('moves by one place and not beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });

  it('is sent as it is shown', () => {
    const shown = orderOf(policy(['WHATSAPP'], ['s2']), accounts);
    expect(policyOf(shown, true)).toEqual({
      channels: ['WHATSAPP', 'SMS'],
      accountIds: ['w1', 's2', 's1'],
      acrossChannels: true,
    });
  });
});
