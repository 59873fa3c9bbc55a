import {
  ArchiveRestore,
  Ban,
  CircleAlert,
  CircleHelp,
  FileCheck2,
  FileX2,
  Megaphone,
  Merge,
  MessageCircle,
  Pause,
  Play,
  RadioTower,
  Split,
  Tag,
  Trash2,
  type LucideIcon,
  UserPlus,
  Workflow,
  Zap,
} from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { FeedItem } from '@/api/types';
import { cn } from '@/lib/cn';
import { isShown } from '@/lib/feed-events';
import { has, t } from '@/lib/i18n';
import { useLiveEvent } from '@/lib/live';
import { routes } from '@/lib/routes';
import { ErrorState, EmptyState } from '@/ui/empty-state';
import { Section } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { useCampaignNames, useFeed } from './api';
import { feedLines, type FeedLine } from './feed-lines';

const icons: Record<string, LucideIcon> = {
  'lead.captured': UserPlus,
  'lead.status-changed': Tag,
  'lead.automation-paused': Pause,
  'lead.automation-resumed': Play,
  'lead.opted-out': Ban,
  'lead.deleted': Trash2,
  'lead.restored': ArchiveRestore,
  'lead.merged': Merge,
  'lead.unmerged': Split,
  'message.arrived': MessageCircle,
  'message.paused': MessageCircle,
  'dispatch.failed': CircleAlert,
  'dispatch.unknown': CircleHelp,
  'import.completed': FileCheck2,
  'import.failed': FileX2,
  'workflow.run-failed': Workflow,
  'channel.changed': RadioTower,
};

const FLASH = 4_000;

/** What happens, as it happens. A new line flashes; a new name is announced. */
export function LiveFeed() {
  const query = useFeed();
  const lines = useMemo(() => feedLines(query.data?.items ?? []), [query.data]);
  const names = useCampaignNames(lines.some(({ name }) => name.startsWith('campaign.')));
  const [fresh, setFresh] = useState(() => new Set<number>());
  const [announced, setAnnounced] = useState('');

  useLiveEvent((item) => {
    if (!isShown(item)) return;
    setFresh((known) => new Set([...[...known].slice(-50), item.cursor]));
    setTimeout(
      () => setFresh((known) => new Set([...known].filter((cursor) => cursor !== item.cursor))),
      FLASH,
    );
    if (item.name === 'lead.captured' || item.name === 'message.arrived') {
      setAnnounced(plainText(item));
    }
  });

  return (
    <Section title={t('feed.title')} className="h-full overflow-hidden">
      <p className="sr-only" aria-live="polite">
        {announced}
      </p>
      {query.isPending ? (
        <SkeletonRows rows={8} />
      ) : query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : lines.length === 0 ? (
        <EmptyState icon={Zap} title={t('feed.empty')} text={t('feed.emptyText')} />
      ) : (
        <ul
          aria-label={t('feed.title')}
          tabIndex={0}
          className="min-h-0 flex-1 overflow-y-auto border-t border-line focus-visible:-outline-offset-2"
        >
          {lines.map((line) => (
            <Line
              key={line.key}
              line={line}
              names={names}
              fresh={fresh.has(line.items[0]?.cursor ?? -1)}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

interface LineProps {
  line: FeedLine;
  /** Campaigns by id. */
  names: Map<string, string>;
  fresh: boolean;
}

function Line({ line, names, fresh }: LineProps) {
  const item = line.items[0];
  if (!item) return null;
  const Icon = icons[item.name] ?? Megaphone;
  return (
    <li
      data-event={item.name}
      data-fresh={fresh || undefined}
      className={cn('flex gap-3 border-b border-line px-4 py-2.5', fresh && 'animate-flash')}
    >
      <Icon className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
      <div className="min-w-0 flex-1 wrap-anywhere">
        {line.items.length > 1 ? <Burst line={line} /> : <Sentence item={item} names={names} />}
      </div>
      <Time at={item.at} className="shrink-0 text-xs text-ink-3" />
    </li>
  );
}

function nameOf(item: FeedItem): string {
  return item.lead?.name || t('feed.someone');
}

function parametersOf(
  item: FeedItem,
  names?: Map<string, string>,
): Record<string, string | number> {
  const { data } = item;
  const status = (value: unknown) => {
    const key = `status.${String(value)}`;
    return has(key) ? t(key) : String(value ?? '');
  };
  const why = `automation.short.${String(data.reason)}`;
  const state = `channel.${String(data.state)}`;
  return {
    source: String(data.source ?? ''),
    from: status(data.from),
    to: status(data.to),
    reason: has(why) ? t(why) : '',
    channel: t('feed.channel'),
    state: has(state) ? t(state) : String(data.state ?? ''),
    campaign: names?.get(String(data.campaignId)) ?? t('feed.campaign'),
    created: Number(data.created ?? 0),
    rows: Number(data.rows ?? 0),
  };
}

function keyOf(item: FeedItem) {
  if (item.name === 'lead.captured' && item.data.outcome === 'MERGED')
    return 'feed.lead.recaptured';
  const key = `feed.${item.name}`;
  return has(key) ? key : 'feed.other';
}

/** The sentence with its `{lead}` as plain text, for a reader's ear. */
function plainText(item: FeedItem): string {
  return t(keyOf(item), { ...parametersOf(item), lead: nameOf(item) });
}

/** The sentence with its `{lead}` as a link to the card. */
function Sentence({ item, names }: { item: FeedItem; names: Map<string, string> }) {
  const [before = '', after = ''] = t(keyOf(item), parametersOf(item, names)).split('{lead}');
  const hasPlace = t(keyOf(item)).includes('{lead}');
  const target = item.lead ? routes.lead(item.lead.id) : targetOf(item);
  let middle: ReactNode = null;
  if (hasPlace) {
    middle = item.lead ? (
      <Link to={routes.lead(item.lead.id)} className="font-semibold hover:underline">
        {nameOf(item)}
      </Link>
    ) : (
      nameOf(item)
    );
  }
  if (!hasPlace && target) {
    return (
      <Link to={target} className="hover:underline">
        {before}
      </Link>
    );
  }
  return (
    <p>
      {before}
      {middle}
      {after}
    </p>
  );
}

function targetOf(item: FeedItem): string | undefined {
  const id = item.subject?.id;
  if (!id) return undefined;
  if (item.name.startsWith('campaign.')) return routes.campaign(id);
  if (item.name.startsWith('import.')) return routes.import(id);
  if (item.name.startsWith('workflow.')) return routes.workflows;
  if (item.name.startsWith('channel.')) return routes.channels;
  return undefined;
}

function burstText(name: string, count: number | undefined, item: FeedItem): string {
  if (count === undefined) return t('feed.importing');
  const key = `feed.burst.${name}`;
  return has(key)
    ? t(key, { count, source: String(item.data.source ?? '') })
    : t('feed.burst.other', { count });
}

function Burst({ line }: { line: FeedLine }) {
  const item = line.items[0];
  if (!item) return null;
  const { count, name } = line;
  const names = line.items.slice(0, 3);
  const more = (count ?? 0) - names.length;
  return (
    <div>
      <p>{burstText(name, count, item)}</p>
      <p className="truncate text-[13px] text-ink-2">
        {names.map((each, index) => (
          <span key={each.cursor}>
            {index > 0 && ', '}
            {each.lead ? (
              <Link to={routes.lead(each.lead.id)} className="hover:underline">
                {nameOf(each)}
              </Link>
            ) : (
              nameOf(each)
            )}
          </span>
        ))}
        {more > 0 && ` ${t('feed.more', { count: more })}`}
      </p>
    </div>
  );
}
