import { describe, expect, it } from 'vitest';
import { outsideKeys, queryKeys } from '@/lib/query-keys';

describe('query keys', () => {
  it('all begin with the organization', () => {
    for (const [name, key] of Object.entries(queryKeys('acme'))) {
      const parts =
        typeof key === 'function'
          ? (key as (...given: string[]) => readonly unknown[])('x', 'y')
          : key;
      expect(parts[0], name).toBe('acme');
    }
  });

  it('nest, so that what belongs to a campaign is refetched with it', () => {
    const keys = queryKeys('acme');
    expect(keys.recipients('c1', 'SENT').slice(0, 3)).toEqual(keys.campaign('c1'));
    expect(keys.leadList({ q: 'ana' }).slice(0, 2)).toEqual(keys.leads);
  });

  it('keep a list of leads and a lead apart: an event about one must not refetch all cards', () => {
    const keys = queryKeys('acme');
    expect(keys.lead('x')[1]).not.toBe(keys.leads[1]);
  });

  it('keep the names in the filter of the log apart from what every event about a message touches', () => {
    const keys = queryKeys('acme');
    const families = [keys.deliveries, keys.campaigns].map(([, family]) => family);
    expect(families).not.toContain(keys.deliveryCampaigns[1]);
  });

  it('keep what is asked for without log-in outside of every organization', () => {
    expect(outsideKeys.invitation('t')).not.toEqual(outsideKeys.invitation('u'));
    expect(outsideKeys.invitation('t')[0]).not.toBe(queryKeys('acme').all[0]);
  });
});
