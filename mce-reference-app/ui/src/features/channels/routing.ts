import type { ChannelAccount, RoutingPolicy } from '@/api/types';

/** A medium and the accounts that carry it, the preferred one first. */
export interface Medium {
  channel: string;
  accounts: ChannelAccount[];
}

/** What a policy orders: named ones first, the others as they were found. */
export function orderOf(policy: RoutingPolicy, accounts: ChannelAccount[]): Medium[] {
  const media = new Map<string, ChannelAccount[]>();
  for (const account of ranked(accounts, (each) => policy.accountIds.indexOf(each.id))) {
    if (account.channel) {
      media.set(account.channel, [...(media.get(account.channel) ?? []), account]);
    }
  }
  const found = accounts.flatMap(({ channel }) => channel ?? []);
  return ranked([...new Set(found)], (each) => policy.channels.indexOf(each)).map((channel) => ({
    channel,
    accounts: media.get(channel) ?? [],
  }));
}

function ranked<T>(items: T[], place: (item: T) => number): T[] {
  const rank = (item: T) => {
    const at = place(item);
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  };
  return items.toSorted((one, other) => rank(one) - rank(other));
}

/** The same with one of them a place further up, or down. */
export function moved<T>(items: T[], index: number, by: -1 | 1): T[] {
  const item = items[index];
  const to = index + by;
  if (item === undefined || to < 0 || to >= items.length) return items;
  return items.toSpliced(index, 1).toSpliced(to, 0, item);
}

/** The policy that orders media like this. */
export const policyOf = (media: Medium[], acrossChannels: boolean) => ({
  channels: media.map(({ channel }) => channel),
  accountIds: media.flatMap(({ accounts }) => accounts.map(({ id }) => id)),
  acrossChannels,
});
