import type { FeedItem } from '@/api/types';
import { isShown } from '@/lib/feed-events';

/** Events of one kind that followed each other closely, newest first. */
export interface FeedLine {
  key: string;
  name: string;
  items: FeedItem[];
  /** How many there were, which can be more than are known here; undefined when nobody has said. */
  count: number | undefined;
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

/** The import that brought this lead in, if one did. */
const importOf = ({ name, cause }: FeedItem) =>
  name === 'lead.captured' && cause?.startsWith('import:') ? cause : undefined;

/** How many leads each import brought in, as it said itself. */
function imported(items: FeedItem[]): Map<string, number> {
  return new Map(
    items
      .filter(({ name }) => name === 'import.completed')
      .map(({ data }) => [
        `import:${String(data.importId)}`,
        Number(data.created ?? 0) + Number(data.updated ?? 0),
      ]),
  );
}

/**
 * Turns events, newest first, into lines. An import of 480 leads is one line and not 480, and what
 * a person waits for is not buried under it.
 */
export function feedLines(items: FeedItem[], limit = 60): FeedLine[] {
  const groups: FeedItem[][] = [];
  const ofImport = new Map<string, FeedItem[]>();
  for (const item of joined(items.filter(isShown))) {
    const from = importOf(item);
    const group = from ? ofImport.get(from) : groups[groups.length - 1];
    const previous = group?.[group.length - 1];
    if (group && previous && (from || belongs(item, previous))) {
      group.push(item);
    } else {
      const next = [item];
      groups.push(next);
      if (from) ofImport.set(from, next);
    }
  }
  const counts = imported(items);
  const lines: FeedLine[] = [];
  for (const group of groups) {
    const [newest] = group;
    const oldest = group[group.length - 1];
    if (!newest || !oldest) continue;
    const from = importOf(newest);
    if (group.length < BURST) {
      for (const item of group)
        lines.push({ key: String(item.cursor), name: item.name, items: [item], count: 1 });
    } else if (from) {
      lines.push({ key: from, name: 'import.leads', items: group, count: counts.get(from) });
    } else {
      const key = `burst ${oldest.cursor}`;
      lines.push({ key, name: newest.name, items: group, count: group.length });
    }
    if (lines.length >= limit) break;
  }
  return lines;
}

function belongs(item: FeedItem, previous: FeedItem): boolean {
  return (
    !importOf(previous) &&
    kindOf(previous) === kindOf(item) &&
    Date.parse(previous.at) - Date.parse(item.at) < CLOSE
  );
}
