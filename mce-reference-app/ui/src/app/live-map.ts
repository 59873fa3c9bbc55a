import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Feed, FeedItem, Import } from '@/api/types';
import { isShown } from '@/lib/feed-events';
import type { queryKeys } from '@/lib/query-keys';

type Keys = ReturnType<typeof queryKeys>;

export interface Touched {
  /** What people look at while it happens. */
  soon: QueryKey[];
  /** Sums over everything: dear to compute, and nobody reads them to the second. */
  later: QueryKey[];
}

/** How many of the events it shows the dashboard's feed keeps. */
export const FEED_LENGTH = 300;

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);

export function leadOf(item: FeedItem): string | undefined {
  return (
    item.lead?.id ?? (item.subject?.type.toLowerCase() === 'lead' ? item.subject.id : undefined)
  );
}

/** A lead leaves the lists or comes back to them, with its conversation. */
const COMES_OR_GOES = new Set([
  'lead.deleted',
  'lead.restored',
  'lead.merged',
  'lead.unmerged',
  'lead.purged',
  'lead.erased',
]);

/** What was known about a lead is no longer there. */
const FORGOTTEN = new Set(['lead.purged', 'lead.erased']);

/** Which answers an event makes old. */
export function touched(item: FeedItem, keys: Keys): Touched {
  const [family] = item.name.split('.');
  const lead = leadOf(item);
  const ofLead = lead ? [keys.lead(lead)] : [];
  const messagesOfLead = lead ? [keys.messages(lead)] : [];
  const audiences: QueryKey = [...keys.all, 'audience'];

  switch (family) {
    case 'lead':
      return {
        soon: [
          keys.leads,
          ...ofLead,
          ...(lead ? [keys.consents(lead), keys.doNotContact(lead)] : []),
          ...(item.name.startsWith('lead.status-request') ? [keys.statusRequests] : []),
          ...(item.name === 'lead.status-rules-changed'
            ? [keys.statusRules, keys.statusRequests]
            : []),
          ...(lead && item.name.startsWith('lead.note-') ? [keys.timeline(lead)] : []),
          ...(item.name === 'lead.opted-out' ? [...messagesOfLead, ...everyCampaign(keys)] : []),
          ...(COMES_OR_GOES.has(item.name)
            ? [
                keys.archive,
                keys.conversations,
                ...messagesOfLead,
                ...(lead ? [keys.merges(lead)] : []),
              ]
            : []),
        ],
        later: [
          keys.dashboards,
          audiences,
          keys.setup,
          keys.assignment,
          // The audit trail, which it is read from, has it a moment later.
          ...(lead ? [keys.timeline(lead)] : []),
          ...(lead && item.name === 'lead.assigned' ? [keys.leadAssignment(lead)] : []),
        ],
      };
    case 'message':
      return {
        soon: [
          keys.conversations,
          ...messagesOfLead,
          ...ofLead,
          keys.sandbox,
          keys.deliveries,
          ...(item.name === 'message.arrived' ? everyCampaign(keys) : []),
        ],
        later: [keys.dashboards],
      };
    case 'dispatch': {
      const campaign = text(item.data.campaignId);
      return {
        soon: [
          ...messagesOfLead,
          keys.sandbox,
          keys.deliveries,
          ...(campaign ? [keys.campaign(campaign), keys.campaigns] : []),
        ],
        later: [keys.dashboards],
      };
    }
    case 'import': {
      const id = text(item.data.importId) ?? item.subject?.id;
      return {
        soon: [keys.imports, ...(id ? [keys.import(id)] : [])],
        later:
          item.name !== 'import.progressed'
            ? [keys.dashboards, audiences, keys.leads, keys.setup]
            : [],
      };
    }
    case 'project':
      return { soon: [keys.projects], later: [] };
    case 'field':
      // What is required makes leads incomplete.
      return { soon: [keys.fields], later: [keys.leads, [...keys.all, 'lead']] };
    case 'bulk': {
      const id = text(item.data.bulkChangeId) ?? item.subject?.id;
      return {
        soon: [
          keys.bulkChanges,
          ...(id ? [keys.bulkChange(id)] : []),
          ...(item.name === 'bulk.ended' ? [keys.leads, keys.archive] : []),
        ],
        later: item.name === 'bulk.ended' ? [keys.dashboards, audiences] : [],
      };
    }
    case 'source':
    case 'delivery':
      return { soon: [keys.sources], later: [] };
    case 'campaign': {
      const id = text(item.data.campaignId) ?? item.subject?.id;
      return {
        soon: [keys.campaigns, ...(id ? [keys.campaign(id)] : [])],
        later: [audiences, keys.setup],
      };
    }
    case 'segment':
      return { soon: [keys.segments, keys.leads], later: [audiences] };
    case 'view':
      return { soon: [keys.views], later: [] };
    case 'workflow':
      return { soon: [keys.workflows, [...keys.all, 'workflow']], later: [keys.setup] };
    case 'channel':
      return {
        soon:
          item.name === 'channel.routing-changed'
            ? [keys.routing]
            : [keys.channels, keys.templates, keys.setup],
        later: [],
      };
    case 'assignment':
      return { soon: [keys.assignment], later: [] };
    case 'scoring':
      return { soon: [keys.scoring], later: [keys.leads] };
    case 'notice':
      return { soon: [keys.notices], later: [] };
    case 'organization':
      return { soon: [keys.organization, keys.setup], later: [] };
    case 'member':
      // Whoever it is about may now see more, or less.
      return {
        soon: [
          keys.members,
          keys.invitations,
          keys.me,
          keys.statusRules,
          keys.statusRequests,
          keys.setup,
          keys.assignment,
          keys.availabilities,
        ],
        later: [],
      };
    case 'setup':
      return { soon: [keys.setup], later: [] };
    case 'sending':
      return {
        soon: item.name === 'sending.limits-changed' ? [keys.sendingLimits] : [keys.me],
        later: [],
      };
    case 'invitation':
      return { soon: [keys.invitations], later: [] };
    case 'api-key':
      return { soon: [keys.apiKeys], later: [] };
    case 'privacy':
      return {
        soon:
          item.name === 'privacy.retention-changed'
            ? [keys.retention]
            : [keys.doNotContacts, keys.suppressions],
        later: [],
      };
    default:
      return { soon: [], later: [] };
  }
}

/** An answer counts in every campaign that wrote to the person; the event does not say which. */
function everyCampaign(keys: Keys): QueryKey[] {
  return [keys.campaigns, [...keys.all, 'campaign']];
}

/** What the event itself says is shown at once, without asking the server. */
export function patch(client: QueryClient, item: FeedItem, keys: Keys): void {
  client.setQueryData<Feed>(keys.feed, (feed) => {
    if (!feed || !isShown(item) || feed.items.some((known) => known.cursor === item.cursor))
      return feed;
    return { cursor: item.cursor, items: [item, ...feed.items].slice(0, FEED_LENGTH) };
  });
  const lead = leadOf(item);
  if (lead && FORGOTTEN.has(item.name)) {
    // Not only old: nobody may go on looking at it, in whichever tab.
    for (const queryKey of [
      keys.lead(lead),
      keys.messages(lead),
      keys.timeline(lead),
      keys.consents(lead),
      keys.doNotContact(lead),
    ]) {
      void client.resetQueries({ queryKey });
    }
  }
  if (item.name === 'import.progressed') {
    const id = text(item.data.importId) ?? item.subject?.id;
    const { processed, rows } = item.data;
    if (id && typeof processed === 'number') {
      client.setQueryData<Import>(keys.import(id), (known) =>
        known && known.processed < processed
          ? { ...known, processed, rows: typeof rows === 'number' ? rows : known.rows }
          : known,
      );
    }
  }
}
