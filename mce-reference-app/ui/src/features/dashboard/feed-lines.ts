import type { FeedItem } from '@/api/types';

/** What people want to see pass by. Receipts and bookkeeping move counters, not the feed. */
const SHOWN = new Set([
  'lead.captured',
  'lead.status-changed',
  'lead.automation-paused',
  'lead.automation-resumed',
  'lead.opted-out',
  'lead.deleted',
  'message.arrived',
  'dispatch.failed',
  'dispatch.unknown',
  'import.completed',
  'campaign.started',
  'campaign.paused',
  'campaign.resumed',
  'campaign.cancelled',
  'campaign.completed',
  'workflow.run-failed',
  'channel.changed',
]);

const isShown = ({ name, data }: FeedItem) => SHOWN.has(name) && data.outcome !== 'SKIPPED';

/** Events of one kind that followed each other closely, newest first. */
export interface FeedLine {
  key: string;
  name: string;
  items: FeedItem[];
}

/** More of the same than this, close together, becomes one line. */
const BURST = 4;
const CLOSE = 60_000;

/** Close enough to be one act: the answer and what the engine did about it. */
const SAME_ACT = 5_000;

/**
 * An answer that pauses automation comes as two events, and an opt-out as three; people read one.
 * The answer carries the news under the name `message.paused`.
 */
function joined(items: FeedItem[]): FeedItem[] {
  const result: FeedItem[] = [];
  const later = new Map<string, FeedItem>();
  for (const item of items) {
    const lead = item.lead?.id;
    if (lead && item.name === 'message.arrived') {
      const effect = later.get(lead);
      if (effect && Date.parse(effect.at) - Date.parse(item.at) < SAME_ACT) {
        later.delete(lead);
        if (effect.name === 'lead.opted-out') continue;
        result[result.indexOf(effect)] = { ...effect, name: 'message.paused' };
        continue;
      }
    }
    const byReply =
      item.name === 'lead.automation-paused' &&
      (item.data.reason === 'REPLIED' || item.data.reason === 'OPTED_OUT');
    if (lead && byReply && later.get(lead)?.name === 'lead.opted-out') continue;
    if (lead && (byReply || item.name === 'lead.opted-out')) later.set(lead, item);
    result.push(item);
  }
  return result;
}

const kindOf = ({ name, data }: FeedItem) =>
  `${name} ${String(data.source ?? data.campaignId ?? '')}`;

/**
 * Turns events, newest first, into lines. An import of 480 leads is one line and not 480, and what
 * a person waits for is not buried under it.
 */
export function feedLines(items: FeedItem[], limit = 60): FeedLine[] {
  const groups: FeedItem[][] = [];
  for (const item of joined(items.filter(isShown))) {
    const group = groups[groups.length - 1];
    const previous = group?.[group.length - 1];
    if (
      group &&
      previous &&
      kindOf(previous) === kindOf(item) &&
      Date.parse(previous.at) - Date.parse(item.at) < CLOSE
    ) {
      group.push(item);
    } else {
      groups.push([item]);
    }
  }
  const lines: FeedLine[] = [];
  for (const group of groups) {
    if (group.length >= BURST) {
      const oldest = group[group.length - 1];
      lines.push({ key: `burst ${oldest?.cursor}`, name: group[0]?.name ?? '', items: group });
    } else {
      for (const item of group)
        lines.push({ key: String(item.cursor), name: item.name, items: [item] });
    }
    if (lines.length >= limit) break;
  }
  return lines;
}
