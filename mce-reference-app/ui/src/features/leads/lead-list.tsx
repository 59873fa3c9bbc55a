import {
  Archive,
  ListChecks,
  ListFilter,
  Merge,
  RefreshCw,
  Search,
  Trash2,
  UserPlus,
  Users,
  X,
} from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { LEAD_STATUSES, type BulkFilter, type Lead, type Segment } from '@/api/types';
import { cn } from '@/lib/cn';
import { useActiveFields } from '@/lib/custom-fields';
import { leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { useKnownSources } from '@/lib/known-sources';
import { useLiveEvent } from '@/lib/live';
import { useMay } from '@/lib/me';
import { useProjects } from '@/lib/projects';
import { routes } from '@/lib/routes';
import { useSegments } from '@/lib/segments';
import { useOrganizationId } from '@/lib/session';
import { useDebounced } from '@/lib/use-debounced';
import { Button } from '@/ui/button';
import { DataTable, type Column } from '@/ui/data-table';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Input, Select } from '@/ui/input';
import { SkeletonRows } from '@/ui/skeleton';
import { useLeads } from './api';
import { ColumnChooser } from './column-chooser';
import { columnsOf, withColumns, writeColumns } from './columns';
import { readDefinition } from './conditions';
import { isFiltered, readFilters, SORTS, withFilter, type LeadFilters } from './filters';
import { leadColumns } from './lead-columns';
import { SelectionBar } from './selection-bar';
import { TickAll, TickBox } from './tick-box';
import { useTicks, type Ticks } from './use-ticks';
import { ViewBar } from './view-bar';

const idOf = ({ id }: Lead) => id;

const LeadCreateDialog = lazy(async () => ({
  default: (await import('./lead-create-dialog')).LeadCreateDialog,
}));

const SegmentBuilder = lazy(async () => ({
  default: (await import('./segment-builder')).SegmentBuilder,
}));

const DeleteDialog = lazy(async () => ({
  default: (await import('./delete-dialog')).DeleteDialog,
}));

/** What is ticked, and the list it is part of. */
export interface Selection {
  ids: string[];
  filter: BulkFilter;
  /** Every row that is shown is ticked, and there are more. */
  more: boolean;
  clear: () => void;
}

interface LeadListProps {
  selected?: string;
  /** Beside an open card there is room for names only. */
  narrow: boolean;
  /** What can be done with many leads at once. */
  bulk?: (selection: Selection) => ReactNode;
}

export function LeadList({ selected, narrow, bulk }: LeadListProps) {
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const filters = readFilters(search);
  const { leads, hasNextPage, isFetchingNextPage, fetchNextPage, startOver, ...query } =
    useLeads(filters);
  // A table that starts over is a new one, at its top.
  const [round, setRound] = useState(0);
  const fresh = useFresh();
  const filtered = isFiltered(filters);
  const mayDelete = useMay('LEAD_DELETE') && !narrow;
  const mayTick = useMay('LEAD_WRITE') && !narrow;
  const mayArchive = useMay('LEAD_ARCHIVE');
  const ids = useMemo(() => leads.map(idOf), [leads]);
  const ticks = useTicks(ids);
  const [deleting, setDeleting] = useState<Lead[]>();
  const mayWrite = useMay('LEAD_WRITE');
  const segments = useSegments();
  const [building, setBuilding] = useState(false);
  const segment = segments.find((each) => each.id === filters.segmentId);

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
  const fields = useActiveFields() ?? [];
  const projects = useProjects().data?.items ?? [];
  const [remembered, remember] = useRememberedColumns();
  const shown = columnsOf(search, remembered);
  const choose = (next: readonly string[]) => {
    setSearch((now) => withColumns(now, next), { replace: true });
    // A saved view has columns of its own.
    if (!search.has('view')) remember(writeColumns(next));
  };
  const columns = leadColumns({
    narrow,
    columns: shown,
    fields,
    projects,
    sort: filters.sort,
    onSort: (sort) => set('sort', sort),
    search: search.toString(),
  });
  if (mayTick) columns.unshift(tickColumn(ticks, leads.length));

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
            {mayTick && (
              <Button variant="ghost" asChild>
                <Link to={routes.bulkChanges}>
                  <ListChecks aria-hidden />
                  {t('bulk.short')}
                </Link>
              </Button>
            )}
            <Button variant="primary" onClick={() => setCreating(true)}>
              <UserPlus aria-hidden />
              {t('leads.new')}
            </Button>
          </div>
        </div>
        {!narrow && (
          <ViewBar
            search={search}
            columns={writeColumns(shown)}
            onShow={(next) => setSearch(next, { replace: true })}
          />
        )}
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
            <ProjectFilter value={filters.project} onChange={(value) => set('project', value)} />
          )}
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
          {!narrow && <ColumnChooser columns={shown} onChange={choose} />}
          {!narrow && (
            <SegmentFilter
              segments={segments}
              value={filters.segmentId}
              onChange={(value) => set('segmentId', value)}
            />
          )}
          {!narrow && (
            <Button onClick={() => setBuilding(true)}>
              <ListFilter aria-hidden />
              {filters.where
                ? t('segment.conditions')
                : segment
                  ? t('segment.change')
                  : t('segment.build')}
            </Button>
          )}
          {filters.where && (
            <Button size="sm" className="h-9" onClick={() => set('where', undefined)}>
              {t('segment.unsaved')}
              <X aria-label={t('segment.dropConditions')} />
            </Button>
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
          onClick={() => {
            startOver();
            setRound((before) => before + 1);
          }}
          className="flex items-center justify-center gap-2 border-b border-line bg-info-soft py-2 font-medium text-info-text"
        >
          <RefreshCw className="size-4" aria-hidden />
          {t('leads.changed')}
        </button>
      )}
      {mayTick && (
        <SelectionBar
          ticks={ticks}
          action={mayDelete ? t('leads.delete') : undefined}
          icon={Trash2}
          onAction={() => setDeleting(leads.filter((lead) => ticks.has(lead.id)))}
        >
          {bulk?.({
            ids: ticks.ticked,
            filter: filterOf(filters),
            more: hasNextPage && ticks.ticked.length === leads.length,
            clear: ticks.clear,
          })}
        </SelectionBar>
      )}
      {query.isPending ? (
        <SkeletonRows rows={12} />
      ) : query.isError && leads.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : leads.length === 0 ? (
        <NoLeads filtered={filtered} onClear={clear} onCreate={() => setCreating(true)} />
      ) : (
        <DataTable
          key={round}
          label={t('nav.leads')}
          columns={columns}
          rows={leads}
          rowKey={idOf}
          rowHeight={narrow ? 60 : 44}
          selected={selected}
          onOpen={open}
          onTick={mayTick ? (lead) => ticks.toggle(lead.id) : undefined}
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
      {building && (
        <Suspense>
          <SegmentBuilder
            segment={filters.where ? undefined : segment}
            definition={readDefinition(filters.where ?? null) ?? segment?.definition}
            mayWrite={mayWrite}
            onClose={() => setBuilding(false)}
            onShow={(definition) => {
              setBuilding(false);
              setSearch(
                (now) =>
                  withFilter(
                    withFilter(now, 'segmentId', undefined),
                    'where',
                    JSON.stringify(definition),
                  ),
                { replace: true },
              );
            }}
            onSaved={(saved) => {
              setBuilding(false);
              setSearch(
                (now) => withFilter(withFilter(now, 'where', undefined), 'segmentId', saved.id),
                { replace: true },
              );
            }}
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

/**
 * The filters without the order, which says nothing about which leads there are. Conditions that are
 * not saved come before a segment, as in the list.
 */
function filterOf(filters: LeadFilters): BulkFilter {
  const { q, status, source, minScore, tag, project, segmentId, where } = filters;
  const definition = readDefinition(where ?? null);
  const conditions = definition ? { definition } : { segmentId };
  return { q, status, source, minScore, tag, project, ...conditions };
}

/** The columns that were chosen in this browser, for an organization. */
function useRememberedColumns(): [string | null, (columns: string) => void] {
  const key = `mce.columns.${useOrganizationId()}`;
  const [remembered, setRemembered] = useState(() => localStorage.getItem(key));
  return [
    remembered,
    (columns) => {
      setRemembered(columns);
      localStorage.setItem(key, columns);
    },
  ];
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

interface ProjectFilterProps {
  value?: string;
  onChange: (value: string) => void;
}

/** Only where something is sold. */
function ProjectFilter({ value, onChange }: ProjectFilterProps) {
  const projects = useProjects().data?.items ?? [];
  if (projects.length === 0) return null;
  return (
    <Select
      aria-label={t('leads.project')}
      className="w-auto max-w-48"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t('leads.anyProject')}</option>
      {projects.map((project) => (
        <option key={project.id} value={project.id}>
          {project.name}
        </option>
      ))}
    </Select>
  );
}

interface SegmentFilterProps {
  segments: Segment[];
  value?: string;
  onChange: (value: string) => void;
}

function SegmentFilter({ segments, value, onChange }: SegmentFilterProps) {
  if (segments.length === 0) return null;
  return (
    <Select
      aria-label={t('segment.title')}
      className="w-auto max-w-48"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t('segment.any')}</option>
      {segments.map((segment) => (
        <option key={segment.id} value={segment.id}>
          {segment.name}
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
