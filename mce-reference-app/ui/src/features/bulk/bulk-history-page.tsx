import { ListChecks } from 'lucide-react';
import { Link } from 'react-router';
import type { BulkChange } from '@/api/types';
import { t } from '@/lib/i18n';
import { useProjects } from '@/lib/projects';
import { routes } from '@/lib/routes';
import { Badge, type Tone } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { LoadMore } from '@/ui/load-more';
import { Page, PageHeader, Section } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { useBulkChanges } from './api';
import { inWords, isOpen, progressOf, resultOf } from './words';

/** Who changed many leads, when, and what came of it. */
export function BulkHistoryPage() {
  const query = useBulkChanges();
  const projects = useProjects().data?.items;
  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('bulk.history')} description={t('bulk.historyText')}>
        <Button asChild>
          <Link to={routes.leads}>{t('bulk.back')}</Link>
        </Button>
      </PageHeader>
      <Section title={t('bulk.history')}>
        {query.isPending ? (
          <SkeletonRows rows={3} />
        ) : query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.items.length === 0 ? (
          <EmptyState
            icon={ListChecks}
            title={t('bulk.none')}
            text={t('bulk.noneText')}
            className="py-8"
          />
        ) : (
          <ul className="divide-y divide-line border-t border-line">
            {query.items.map((change) => (
              <li key={change.id}>
                <Link
                  to={routes.bulkChange(change.id)}
                  className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-hover"
                >
                  <span className="min-w-0 flex-1 basis-64">
                    <span className="block truncate font-medium">{inWords(change, projects)}</span>
                    <span className="text-[13px] text-ink-2">
                      {t('imports.by', { name: change.startedBy.name ?? t('import.bySomebody') })} ·{' '}
                      {isOpen(change) ? progressOf(change) : resultOf(change)}
                    </span>
                  </span>
                  <BulkStatusBadge change={change} />
                  <Time at={change.createdAt} className="w-20 text-right text-[13px] text-ink-3" />
                </Link>
              </li>
            ))}
          </ul>
        )}
        <LoadMore query={query} />
      </Section>
    </Page>
  );
}

function toneOf({ status }: BulkChange): Tone {
  switch (status) {
    case 'FAILED':
      return 'bad';
    case 'COMPLETED':
      return 'good';
    case 'CANCELLED':
      return 'neutral';
    default:
      return 'accent';
  }
}

export function BulkStatusBadge({ change }: { change: BulkChange }) {
  return (
    <Badge tone={change.undoneBy ? 'neutral' : toneOf(change)} dot>
      {change.undoneBy ? t('bulk.status.UNDONE') : t(`bulk.status.${change.status}`)}
    </Badge>
  );
}
