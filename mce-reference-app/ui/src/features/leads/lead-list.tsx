import { Archive, Merge, RefreshCw, Search, Trash2, UserPlus, Users, X } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { LEAD_STATUSES, type Lead } from '@/api/types';
import { cn } from '@/lib/cn';
import { formatPhone, leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { useKnownSources } from '@/lib/known-sources';
import { useLiveEvent } from '@/lib/live';
import { useMay } from '@/lib/me';
import { routes } from '@/lib/routes';
import { useDebounced } from '@/lib/use-debounced';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { DataTable, type Column } from '@/ui/data-table';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Input, Select } from '@/ui/input';
import { SkeletonRows } from '@/ui/skeleton';
import { AutomationBadge, LeadStatusBadge } from '@/ui/status-badge';
import { Time } from '@/ui/time';
import { useLeads } from './api';
import { isFiltered, readFilters, SORTS, withFilter, type Sort } from './filters';
import { Score } from './score';
import { SelectionBar } from './selection-bar';
import { TickAll, TickBox } from './tick-box';
import { useTicks, type Ticks } from './use-ticks';

const LeadCreateDialog = lazy(async () => ({
  default: (await import('./lead-create-dialog')).LeadCreateDialog,
}));

const DeleteDialog = lazy(async () => ({
  default: (await import('./delete-dialog')).DeleteDialog,
}));

interface LeadListProps {
  selected?: string;
  /** Beside an open card there is room for names only. */
  narrow: boolean;
}

export function LeadList({ selected, narrow }: LeadListProps) {
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const filters = readFilters(search);
  const { leads, hasNextPage, isFetchingNextPage, fetchNextPage, ...query } = useLeads(filters);
  const fresh = useFresh();
  const filtered = isFiltered(filters);
  const mayDelete = useMay('LEAD_DELETE') && !narrow;
  const mayArchive = useMay('LEAD_ARCHIVE');
  const ticks = useTicks(leads.map((lead) => lead.id));
  const [deleting, setDeleting] = useState<Lead[]>();

  const set = (name: Parameters<typeof withFilter>[1], value: string | number | undefined) =>
    setSearch((now) => withFilter(now, name, value), { replace: true });
  const clear = () => setSearch(new URLSearchParams(), { replace: true });
  const creating = search.get('new') === '1';
  const setCreating = (open: boolean) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        if (open) next.set('new', '1');
        else next.delete('new');
        return next;
      },
      { replace: true },
    );

  const open = (lead: Lead) =>
    void navigate({ pathname: routes.lead(lead.id), search: search.toString() });
  const columns = columnsOf(narrow, filters.sort, (sort) => set('sort', sort), search.toString());
  if (mayDelete) columns.unshift(tickColumn(ticks, leads.length));

  // Beside an open lead there is room for the icons alone.
  const word = narrow ? 'sr-only' : undefined;

  return (
    <section aria-label={t('nav.leads')} className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex flex-col gap-3 border-b border-line p-4 pb-3">
        <div className="flex items-center justify-between gap-3">
          <h1 className="text-xl font-semibold tracking-tight">{t('nav.leads')}</h1>
          <div className="flex gap-2">
            <Button variant="ghost" asChild>
              <Link to={routes.duplicates} title={narrow ? t('duplicates.title') : undefined}>
                <Merge aria-hidden />
                <span className={word}>{t('duplicates.title')}</span>
              </Link>
            </Button>
            {mayArchive && (
              <Button variant="ghost" asChild>
                <Link to={routes.archive} title={narrow ? t('archive.title') : undefined}>
                  <Archive aria-hidden />
                  <span className={word}>{t('archive.title')}</span>
                </Link>
              </Button>
            )}
            <Button variant="primary" onClick={() => setCreating(true)}>
              <UserPlus aria-hidden />
              {t('leads.new')}
            </Button>
          </div>
        </div>
        <div role="search" aria-label={t('leads.filter')} className="flex flex-wrap gap-2">
          <SearchBox
            value={filters.q ?? ''}
            onChange={(value) => set('q', value)}
            className={narrow ? 'w-full' : 'w-72'}
          />
          <Select
            aria-label={t('leads.status')}
            className={narrow ? 'w-0 flex-1' : 'w-auto'}
            value={filters.status ?? ''}
            onChange={(event) => set('status', event.target.value)}
          >
            <option value="">{t('leads.anyStatus')}</option>
            {LEAD_STATUSES.map((status) => (
              <option key={status} value={status}>
                {t(`status.${status}`)}
              </option>
            ))}
          </Select>
          <SourceFilter
            value={filters.source}
            onChange={(value) => set('source', value)}
            className={narrow ? 'w-0 flex-1' : 'w-auto max-w-48'}
          />
          {!narrow && (
            <Select
              aria-label={t('leads.minScore')}
              className="w-auto"
              value={filters.minScore ?? ''}
              onChange={(event) => set('minScore', event.target.value)}
            >
              <option value="">{t('leads.anyScore')}</option>
              {[20, 40, 60, 80].map((score) => (
                <option key={score} value={score}>
                  {t('leads.scoreFrom', { score })}
                </option>
              ))}
            </Select>
          )}
          {!narrow && (
            <Select
              aria-label={t('leads.sort')}
              className="w-auto"
              value={filters.sort}
              onChange={(event) => set('sort', event.target.value)}
            >
              {SORTS.map((sort) => (
                <option key={sort} value={sort}>
                  {t(`leads.sort.${sort}`)}
                </option>
              ))}
            </Select>
          )}
          {filters.tag && (
            <Button size="sm" className="h-9" onClick={() => set('tag', undefined)}>
              {t('leads.tagged', { tag: filters.tag })}
              <X aria-label={t('leads.removeTagFilter')} />
            </Button>
          )}
          {filtered && (
            <Button variant="ghost" onClick={clear}>
              {t('leads.clear')}
            </Button>
          )}
        </div>
      </div>
      {query.isStale && !query.isFetching && leads.length > 0 && (
        <button
          type="button"
          onClick={() => void query.refetch()}
          className="flex items-center justify-center gap-2 border-b border-line bg-info-soft py-2 font-medium text-info-text"
        >
          <RefreshCw className="size-4" aria-hidden />
          {t('leads.changed')}
        </button>
      )}
      {mayDelete && (
        <SelectionBar
          ticks={ticks}
          action={t('leads.delete')}
          icon={Trash2}
          onAction={() => setDeleting(leads.filter((lead) => ticks.has(lead.id)))}
        />
      )}
      {query.isPending ? (
        <SkeletonRows rows={12} />
      ) : query.isError && leads.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : leads.length === 0 ? (
        <NoLeads filtered={filtered} onClear={clear} onCreate={() => setCreating(true)} />
      ) : (
        <DataTable
          label={t('nav.leads')}
          columns={columns}
          rows={leads}
          rowKey={(lead) => lead.id}
          rowHeight={narrow ? 60 : 44}
          selected={selected}
          onOpen={open}
          onTick={mayDelete ? (lead) => ticks.toggle(lead.id) : undefined}
          rowClassName={(lead) => (fresh.has(lead.id) ? 'animate-flash' : undefined)}
          onEnd={() => {
            if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
          }}
          loadingMore={isFetchingNextPage}
          hideHeader={narrow}
          className={cn(query.isPlaceholderData && 'opacity-60')}
        />
      )}
      {deleting && (
        <Suspense>
          <DeleteDialog
            leads={deleting}
            onClose={() => setDeleting(undefined)}
            onDeleted={(ids) => ids.forEach((id) => ticks.has(id) && ticks.toggle(id))}
          />
        </Suspense>
      )}
      {creating && (
        <Suspense>
          <LeadCreateDialog open onOpenChange={setCreating} />
        </Suspense>
      )}
    </section>
  );
}

/** Leads that came in while one looks; their rows flash. */
function useFresh(): Set<string> {
  const [fresh, setFresh] = useState(() => new Set<string>());
  useLiveEvent((item) => {
    const id = item.lead?.id;
    if (item.name !== 'lead.captured' || !id || item.data.outcome === 'SKIPPED') return;
    setFresh((known) => new Set([...[...known].slice(-50), id]));
    setTimeout(() => setFresh((known) => new Set([...known].filter((each) => each !== id))), 4_000);
  });
  return fresh;
}

function tickColumn(ticks: Ticks, all: number): Column<Lead> {
  return {
    id: 'tick',
    header: <TickAll ticks={ticks} all={all} label={t('leads.selectAll')} />,
    width: '2rem',
    cell: (lead) => (
      <TickBox
        inRow
        ticks={ticks}
        id={lead.id}
        label={t('leads.select', { name: leadName(lead) })}
      />
    ),
  };
}

function columnsOf(
  narrow: boolean,
  sort: Sort,
  onSort: (sort: Sort) => void,
  search: string,
): Column<Lead>[] {
  const link = (lead: Lead) => ({ pathname: routes.lead(lead.id), search });
  const sortable = (label: string, ascending?: Sort, descending?: Sort) => (
    <button
      type="button"
      className="font-medium hover:text-ink"
      onClick={() => {
        const next = sort === descending ? (ascending ?? descending) : (descending ?? ascending);
        if (next) onSort(next);
      }}
    >
      {label}
      {sort === descending && <span aria-hidden> ↓</span>}
      {sort === ascending && <span aria-hidden> ↑</span>}
    </button>
  );
  const direction = (ascending?: Sort, descending?: Sort) =>
    sort === ascending ? 'ascending' : sort === descending ? 'descending' : undefined;

  if (narrow) {
    return [
      {
        id: 'name',
        header: t('leads.name'),
        width: 'minmax(0,1fr)',
        cell: (lead) => (
          <div>
            <div className="flex items-center justify-between gap-2">
              <Link to={link(lead)} tabIndex={-1} className="truncate font-medium">
                {leadName(lead)}
              </Link>
              <Time at={lead.createdAt} className="shrink-0 text-xs text-ink-3" />
            </div>
            <div className="mt-0.5 flex items-center justify-between gap-2">
              <span className="truncate text-[13px] text-ink-2">{lead.source}</span>
              <LeadStatusBadge status={lead.status} />
            </div>
          </div>
        ),
      },
    ];
  }
  return [
    {
      id: 'name',
      header: sortable(t('leads.name'), 'name'),
      sort: direction('name'),
      width: 'minmax(10rem,1.6fr)',
      cell: (lead) => (
        <span className="flex items-center gap-2">
          <Link to={link(lead)} tabIndex={-1} className="truncate font-medium hover:underline">
            {lead.name}
          </Link>
          {lead.incomplete && <Badge tone="warn">{t('leads.incomplete')}</Badge>}
        </span>
      ),
    },
    {
      id: 'phone',
      header: t('leads.phone'),
      width: '11rem',
      cell: (lead) => (
        <span className="text-ink-2">{formatPhone(lead.phone) || lead.email || '–'}</span>
      ),
    },
    {
      id: 'source',
      header: t('leads.source'),
      width: 'minmax(8rem,1.2fr)',
      cell: (lead) => <span className="text-ink-2">{lead.source}</span>,
    },
    {
      id: 'status',
      header: t('leads.status'),
      width: '9rem',
      cell: (lead) => <LeadStatusBadge status={lead.status} />,
    },
    {
      id: 'score',
      header: sortable(t('leads.score'), undefined, '-score'),
      sort: direction(undefined, '-score'),
      width: '6.5rem',
      cell: (lead) => <Score value={lead.score} />,
    },
    {
      id: 'automation',
      header: t('leads.automation'),
      width: '8.5rem',
      cell: (lead) =>
        lead.automation.state === 'ACTIVE' ? (
          <span className="text-[13px] text-ink-3">{t('automation.ACTIVE')}</span>
        ) : (
          <AutomationBadge state={lead.automation.state} />
        ),
    },
    {
      id: 'owner',
      header: t('leads.owner'),
      width: 'minmax(7rem,1fr)',
      cell: (lead) => <span className="text-ink-2">{lead.ownerName ?? '–'}</span>,
    },
    {
      id: 'created',
      header: sortable(t('leads.created'), 'createdAt', '-createdAt'),
      sort: direction('createdAt', '-createdAt'),
      width: '6.5rem',
      align: 'end',
      cell: (lead) => <Time at={lead.createdAt} className="text-[13px] text-ink-3" />,
    },
  ];
}

interface SearchBoxProps {
  value: string;
  onChange: (value: string) => void;
  className?: string;
}

function SearchBox({ value, onChange, className }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const settled = useDebounced(text, 250);
  const [given, setGiven] = useState(value);
  // The address changed by other means (back, clear): the box follows.
  if (given !== value) {
    setGiven(value);
    if (value !== text.trim()) setText(value);
  }
  useEffect(() => {
    if (settled.trim() !== value) onChange(settled.trim());
    // Only a settled text writes the address; a changed address must not be written back.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  return (
    <div className={cn('relative', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3"
      />
      <Input
        type="search"
        aria-label={t('leads.search')}
        placeholder={t('leads.searchPlaceholder')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="pl-9"
      />
    </div>
  );
}

interface SourceFilterProps {
  value?: string;
  onChange: (value: string) => void;
  className: string;
}

function SourceFilter({ value, onChange, className }: SourceFilterProps) {
  const known = useKnownSources();
  const sources = value && !known.includes(value) ? [value, ...known] : known;
  return (
    <Select
      aria-label={t('leads.source')}
      className={className}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t('leads.anySource')}</option>
      {sources.map((source) => (
        <option key={source} value={source}>
          {source}
        </option>
      ))}
    </Select>
  );
}

interface NoLeadsProps {
  filtered: boolean;
  onClear: () => void;
  onCreate: () => void;
}

function NoLeads({ filtered, onClear, onCreate }: NoLeadsProps) {
  if (filtered) {
    return (
      <EmptyState icon={Search} title={t('leads.noneFound')} text={t('leads.noneFoundText')}>
        <Button onClick={onClear}>{t('leads.clear')}</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Users} title={t('leads.none')} text={t('leads.noneText')}>
      <Button variant="primary" asChild>
        <Link to={routes.imports}>{t('leads.importCsv')}</Link>
      </Button>
      <Button asChild>
        <Link to={routes.sources}>{t('leads.connectForm')}</Link>
      </Button>
      <Button onClick={onCreate}>{t('leads.addByHand')}</Button>
    </EmptyState>
  );
}
