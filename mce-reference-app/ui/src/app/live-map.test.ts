import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import type { Feed, FeedItem, Import } from '@/api/types';
import { FEED_LENGTH, patch, touched } from '@/app/live-map';
import { queryKeys } from '@/lib/query-keys';

const keys = queryKeys('acme');

function event(name: string, overrides: Partial<FeedItem> = {}): FeedItem {
  return { cursor: 7, name, at: '2026-11-21T09:00:00Z', data: {}, ...overrides };
}

const ana = { id: 'ana', name: 'Ana' };

describe('which answers an event makes old', () => {
  it('a new lead: the lists, its card, and later the sums', () => {
    const { soon, later } = touched(event('lead.captured', { lead: ana }), keys);
    expect(soon).toEqual(expect.arrayContaining([keys.leads, keys.lead('ana')]));
    expect(later).toContainEqual(keys.dashboards);
  });

  it('an answer: the chat, the inbox, the card with its automation, the campaigns it counts in', () => {
    const { soon } = touched(event('message.arrived', { lead: ana }), keys);
    expect(soon).toEqual(
      expect.arrayContaining([
        keys.messages('ana'),
        keys.conversations,
        keys.lead('ana'),
        keys.campaigns,
        ['acme', 'campaign'],
      ]),
    );
  });

  it('a receipt: the ticks and the counters of its campaign, not the lead lists', () => {
    const { soon } = touched(
      event('dispatch.read', { lead: ana, data: { campaignId: 'c1', messageId: 'm1' } }),
      keys,
    );
    expect(soon).toEqual(expect.arrayContaining([keys.messages('ana'), keys.campaign('c1')]));
    expect(soon).not.toContainEqual(keys.leads);
    expect(soon).not.toContainEqual(keys.conversations);
  });

  it('an import: its report, and the leads only when it is done', () => {
    const progress = event('import.progressed', { data: { importId: 'i1' } });
    expect(touched(progress, keys).soon).toContainEqual(keys.import('i1'));
    expect(touched(progress, keys).later).toEqual([]);
    const done = event('import.completed', { subject: { type: 'import', id: 'i1' } });
    expect(touched(done, keys).soon).toContainEqual(keys.import('i1'));
    expect(touched(done, keys).later).toContainEqual(keys.leads);
  });

  it('a lead that leaves or comes back: the archive too, and the inbox', () => {
    for (const name of ['lead.deleted', 'lead.restored', 'lead.erased', 'lead.purged']) {
      expect(touched(event(name, { lead: ana }), keys).soon, name).toEqual(
        expect.arrayContaining([keys.leads, keys.archive, keys.conversations, keys.lead('ana')]),
      );
    }
    expect(touched(event('lead.captured', { lead: ana }), keys).soon).not.toContainEqual(
      keys.archive,
    );
  });

  it('a note: the timeline of that lead at once; else a moment later', () => {
    expect(touched(event('lead.note-written', { lead: ana }), keys).soon).toContainEqual(
      keys.timeline('ana'),
    );
    const changed = touched(event('lead.status-changed', { lead: ana }), keys);
    expect(changed.soon).not.toContainEqual(keys.timeline('ana'));
    expect(changed.later).toContainEqual(keys.timeline('ana'));
  });

  it('what becomes of a message, and who is not written to any more', () => {
    for (const name of ['dispatch.failed', 'dispatch.decided', 'message.queued']) {
      expect(touched(event(name, { lead: ana }), keys).soon, name).toContainEqual(keys.deliveries);
    }
    for (const name of ['privacy.recipient-suppressed', 'privacy.suppression-lifted']) {
      expect(touched(event(name), keys).soon, name).toContainEqual(keys.suppressions);
    }
  });

  it('a request for a status, or other rules about it: what waits, and what one must ask for', () => {
    for (const name of ['lead.status-requested', 'lead.status-request-refused']) {
      expect(touched(event(name, { lead: ana }), keys).soon, name).toContainEqual(
        keys.statusRequests,
      );
    }
    for (const name of ['lead.status-rules-changed', 'member.changed']) {
      expect(touched(event(name), keys).soon, name).toContainEqual(keys.statusRules);
    }
  });

  it('a consent or do not contact: the privacy of that lead; retention: its page', () => {
    for (const name of ['lead.consent-recorded', 'lead.do-not-contact-set']) {
      expect(touched(event(name, { lead: ana }), keys).soon, name).toEqual(
        expect.arrayContaining([keys.consents('ana'), keys.doNotContact('ana')]),
      );
    }
    expect(touched(event('privacy.retention-changed'), keys).soon).toEqual([keys.retention]);
    expect(touched(event('privacy.suppression-lifted'), keys).soon).toEqual([
      keys.doNotContacts,
      keys.suppressions,
    ]);
  });

  it('a change in the team: the members, the invitations, and what oneself may do', () => {
    for (const name of ['member.joined', 'member.changed', 'member.invited']) {
      expect(touched(event(name), keys).soon, name).toEqual(
        expect.arrayContaining([keys.members, keys.invitations, keys.me]),
      );
    }
    expect(touched(event('invitation.withdrawn'), keys).soon).toEqual([keys.invitations]);
  });

  it('who is there, and how leads are given and scored: their pages', () => {
    expect(touched(event('member.availability-changed'), keys).soon).toEqual(
      expect.arrayContaining([keys.assignment, keys.availabilities]),
    );
    expect(touched(event('assignment.plan-changed'), keys).soon).toEqual([keys.assignment]);
    expect(touched(event('scoring.rules-changed'), keys).soon).toEqual([keys.scoring]);
    // Why somebody has it is noted a moment after it.
    expect(touched(event('lead.assigned', { lead: ana }), keys).later).toEqual(
      expect.arrayContaining([keys.assignment, keys.leadAssignment('ana')]),
    );
  });

  it('whether anything is sent: the banner, which comes with who one is', () => {
    for (const name of ['sending.held', 'sending.released']) {
      expect(touched(event(name), keys), name).toEqual({ soon: [keys.me], later: [] });
    }
    expect(touched(event('sending.limits-changed'), keys).soon).toEqual([keys.sendingLimits]);
  });

  it('by which channel people are reached first: that, and no channel', () => {
    expect(touched(event('channel.routing-changed'), keys)).toEqual({
      soon: [keys.routing],
      later: [],
    });
  });

  it('an API key that is made or revoked: the keys', () => {
    for (const name of ['api-key.created', 'api-key.revoked']) {
      expect(touched(event(name), keys), name).toEqual({ soon: [keys.apiKeys], later: [] });
    }
  });

  it('what a step of the setup is about: how far the setup is', () => {
    for (const name of [
      'organization.changed',
      'channel.changed',
      'member.invited',
      'setup.step-skipped',
    ]) {
      expect(touched(event(name), keys).soon, name).toContainEqual(keys.setup);
    }
    for (const name of [
      'lead.captured',
      'import.completed',
      'campaign.created',
      'workflow.created',
    ]) {
      expect(touched(event(name), keys).later, name).toContainEqual(keys.setup);
    }
  });

  it('an event of a later version: nothing', () => {
    expect(touched(event('deal.won'), keys)).toEqual({ soon: [], later: [] });
  });

  it('every key stays inside the organization', () => {
    for (const name of [
      'lead.captured',
      'message.arrived',
      'dispatch.sent',
      'campaign.started',
      'import.completed',
      'workflow.run-completed',
      'channel.changed',
      'notice.raised',
      'member.joined',
      'invitation.withdrawn',
      'api-key.created',
    ]) {
      const { soon, later } = touched(
        event(name, { lead: ana, subject: { type: 'campaign', id: 'c1' } }),
        keys,
      );
      for (const key of [...soon, ...later]) expect(key[0], name).toBe('acme');
    }
  });
});

describe('what an event shows at once', () => {
  it('a line in the feed, once, with the newest on top', () => {
    const client = new QueryClient();
    client.setQueryData<Feed>(keys.feed, {
      cursor: 6,
      items: [event('lead.captured', { cursor: 6 })],
    });
    patch(client, event('message.arrived'), keys);
    patch(client, event('message.arrived'), keys);
    expect(client.getQueryData<Feed>(keys.feed)?.items.map((item) => item.cursor)).toEqual([7, 6]);
  });

  it('no more lines than the feed keeps', () => {
    const client = new QueryClient();
    client.setQueryData<Feed>(keys.feed, { cursor: 0, items: [] });
    for (let cursor = 0; cursor < FEED_LENGTH + 50; cursor++) {
      patch(client, event('lead.captured', { cursor }), keys);
    }
    expect(client.getQueryData<Feed>(keys.feed)?.items).toHaveLength(FEED_LENGTH);
  });

  it('nothing in the feed for a receipt, so that a campaign does not empty it', () => {
    const client = new QueryClient();
    client.setQueryData<Feed>(keys.feed, {
      cursor: 0,
      items: [event('message.arrived', { cursor: 0 })],
    });
    for (let cursor = 1; cursor <= FEED_LENGTH; cursor++) {
      patch(client, event('dispatch.delivered', { cursor }), keys);
    }
    expect(client.getQueryData<Feed>(keys.feed)?.items.map(({ name }) => name)).toEqual([
      'message.arrived',
    ]);
  });

  it('nothing any more of a person who was erased', () => {
    const client = new QueryClient();
    const theirs = [keys.lead('ana'), keys.messages('ana'), keys.consents('ana')];
    for (const key of [...theirs, keys.lead('bruno')]) client.setQueryData(key, { text: 'Hi' });
    patch(client, event('lead.erased', { subject: { type: 'lead', id: 'ana' } }), keys);
    for (const key of theirs) expect(client.getQueryData(key)).toBeUndefined();
    expect(client.getQueryData(keys.lead('bruno'))).toBeDefined();
  });

  it('the progress of an import, which never moves back', () => {
    const client = new QueryClient();
    client.setQueryData(keys.import('i1'), { id: 'i1', processed: 100, rows: 500 } as Import);
    const at = (processed: number) =>
      event('import.progressed', { data: { importId: 'i1', processed, rows: 500 } });
    patch(client, at(240), keys);
    patch(client, at(180), keys);
    expect(client.getQueryData<Import>(keys.import('i1'))?.processed).toBe(240);
  });
});
