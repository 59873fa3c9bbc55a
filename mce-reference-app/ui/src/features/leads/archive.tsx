import { ArchiveRestore, Trash2 } from 'lucide-react';
import { type ReactNode } from 'react';
import type { ArchivedLead, Lead } from '@/api/types';
import { formatPhone, leadName } from '@/lib/format';
import { has, t } from '@/lib/i18n';
import { useMay, useMayNot } from '@/lib/me';
import { Avatar } from '@/ui/avatar';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { LoadMore } from '@/ui/load-more';
import { LockedState } from '@/ui/locked-state';
import { Card } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { useArchive } from './deletion-api';
import { SelectionBar } from './selection-bar';
import { TickAll, TickBox } from './tick-box';
import { daysLeft } from './time-left';
import { useRestore } from './use-restore';
import { useTicks } from './use-ticks';

interface ArchiveProps {
  /** What else can be done with one of them. */
  actions: (lead: Lead) => ReactNode;
}

/** Deleted leads, until their time is over. */
export function Archive({ actions }: ArchiveProps) {
  const may = useMay('LEAD_ARCHIVE');
  const locked = useMayNot('LEAD_ARCHIVE');
  const query = useArchive(may);
  const ticks = useTicks(query.items.map(({ lead }) => lead.id));
  const { bringBack, isPending } = useRestore();
  if (locked) {
    return (
      <Card>
        <LockedState permission={t('permission.LEAD_ARCHIVE')} />
      </Card>
    );
  }
  const restoreTicked = async () => {
    const chosen = query.items.filter(({ lead }) => ticks.has(lead.id));
    const [first] = chosen;
    const name = first && chosen.length === 1 ? leadName(first.lead) : undefined;
    await bringBack(ticks.ticked, name);
    ticks.clear();
  };
  return (
    <Card className="overflow-hidden">
      {query.isPending ? (
        <SkeletonRows rows={5} className="h-16" />
      ) : query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.items.length === 0 ? (
        <EmptyState icon={Trash2} title={t('archive.none')} text={t('archive.noneText')} />
      ) : (
        <>
          <SelectionBar
            ticks={ticks}
            action={t('archive.restore')}
            icon={ArchiveRestore}
            busy={isPending}
            onAction={() => void restoreTicked()}
          />
          <div className="flex items-center gap-3 border-b border-line px-4 py-2 text-[13px] text-ink-2">
            <TickAll ticks={ticks} all={query.items.length} label={t('leads.selectAll')} />
            <span aria-hidden>{t('leads.selectAll')}</span>
          </div>
          <ul aria-label={t('archive.title')} className="divide-y divide-line">
            {query.items.map((item) => (
              <Row
                key={item.lead.id}
                item={item}
                tick={
                  <TickBox
                    ticks={ticks}
                    id={item.lead.id}
                    label={t('leads.select', { name: leadName(item.lead) })}
                  />
                }
                actions={actions(item.lead)}
              />
            ))}
          </ul>
        </>
      )}
      <LoadMore query={query} />
    </Card>
  );
}

/** Who deleted it: a colleague by name, else what kind of actor it was. */
function whoOf({ kind, name }: ArchivedLead['deletedBy']): string {
  const key = `archive.by.${kind}`;
  return name ?? (has(key) ? t(key) : kind);
}

interface RowProps {
  item: ArchivedLead;
  tick: ReactNode;
  actions: ReactNode;
}

function Row({ item: { lead, deletedAt, deletedBy, goneAt }, tick, actions }: RowProps) {
  const name = leadName(lead);
  const left = daysLeft(goneAt);
  const { bringBack, isPending } = useRestore();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      {tick}
      <Avatar name={name} />
      <div className="min-w-48 flex-1">
        <p className="truncate font-medium">{name}</p>
        <p className="truncate text-[13px] text-ink-2">
          {[formatPhone(lead.phone), lead.email, lead.company].filter(Boolean).join(' · ')}
        </p>
      </div>
      <p className="w-44 text-[13px] text-ink-2">
        {t('archive.deleted')} <Time at={deletedAt} />
        <span className="block truncate">{t('archive.by', { who: whoOf(deletedBy) })}</span>
      </p>
      <span className="w-28">
        <Badge tone={left <= 3 ? 'warn' : 'neutral'}>
          {left === 0 ? t('archive.goneToday') : t('archive.left', { count: left })}
        </Badge>
      </span>
      <Button
        size="sm"
        busy={isPending}
        aria-label={t('archive.restoreOf', { name })}
        onClick={() => void bringBack([lead.id], name)}
      >
        {!isPending && <ArchiveRestore aria-hidden />}
        {t('archive.restore')}
      </Button>
      {actions}
    </li>
  );
}
