import { RefreshCw, ScrollText } from 'lucide-react';
import { useSearchParams } from 'react-router';
import type { AuditEntry } from '@/api/types';
import { cn } from '@/lib/cn';
import { formatDayHeading } from '@/lib/format';
import { t } from '@/lib/i18n';
import { useMembers } from '@/lib/members';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { LoadMore } from '@/ui/load-more';
import { Card } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { useTrail } from './api';
import { AuditFilterBar } from './audit-filter-bar';
import { AuditLine } from './audit-line';
import { isFiltered, readFilters, withFilter, type AuditFilters } from './filters';
import { useNames } from './names';

export function AuditTrail() {
  const [search, setSearch] = useSearchParams();
  const filters = readFilters(search);
  const { entries, ...query } = useTrail(filters);
  const members = useMembers();
  const names = useNames(entries);
  const filtered = isFiltered(filters);
  const set = (name: keyof AuditFilters, value: string | undefined) =>
    setSearch((now) => withFilter(now, name, value), { replace: true });
  const clear = () => setSearch(new URLSearchParams(), { replace: true });

  return (
    <Card className="overflow-clip">
      <AuditFilterBar
        filters={filters}
        members={members.data?.items ?? []}
        onChange={set}
        onClear={clear}
      />
      {query.isStale && !query.isFetching && entries.length > 0 && (
        <button
          type="button"
          onClick={() => void query.refetch()}
          className="flex w-full items-center justify-center gap-2 border-b border-line bg-info-soft py-2 font-medium text-info-text"
        >
          <RefreshCw className="size-4" aria-hidden />
          {t('audit.newer')}
        </button>
      )}
      {query.isPending ? (
        <SkeletonRows rows={8} className="h-16" />
      ) : query.isError && entries.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : entries.length === 0 ? (
        <EmptyState
          icon={ScrollText}
          title={filtered ? t('audit.noneFound') : t('audit.none')}
          text={filtered ? t('audit.noneFoundText') : t('audit.noneText')}
        >
          {filtered && <Button onClick={clear}>{t('leads.clear')}</Button>}
        </EmptyState>
      ) : (
        <section
          aria-label={t('audit.lines')}
          aria-busy={query.isPlaceholderData}
          className={cn(query.isPlaceholderData && 'opacity-60')}
        >
          {byDay(entries).map((day, index) => (
            <section key={`${index} ${day.heading}`} aria-label={day.heading}>
              <h2 className="sticky top-0 z-10 border-b border-line bg-muted px-4 py-1.5 text-[13px] font-semibold text-ink-2">
                {day.heading}
              </h2>
              <ul>
                {day.entries.map((entry) => (
                  <AuditLine
                    key={entry.number}
                    entry={entry}
                    names={names}
                    onFollow={filters.about ? undefined : (id) => set('about', id)}
                  />
                ))}
              </ul>
            </section>
          ))}
          <LoadMore query={query} />
        </section>
      )}
    </Card>
  );
}

interface Day {
  heading: string;
  entries: AuditEntry[];
}

/** The trail is in the order of its numbers, so a day can come twice when a clock was set back. */
function byDay(entries: readonly AuditEntry[]): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const heading = formatDayHeading(entry.at);
    const last = days.at(-1);
    if (last?.heading === heading) last.entries.push(entry);
    else days.push({ heading, entries: [entry] });
  }
  return days;
}
