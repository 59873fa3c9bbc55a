import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { BulkChange } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { t } from '@/lib/i18n';
import { useProjects } from '@/lib/projects';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { ErrorState } from '@/ui/empty-state';
import { Card, Page, PageHeader, Section } from '@/ui/page';
import { Progress } from '@/ui/progress';
import { Skeleton, SkeletonRows } from '@/ui/skeleton';
import { useBulkChange, useCancelBulk, useFailures, useUndoBulk } from './api';
import { BulkStatusBadge } from './bulk-history-page';
import { inWords, isOpen, isUndoable, progressOf, reasonOf, resultOf, timeLeft } from './words';

/** One change of many leads: how far it is, what it could not do, and the way back. */
export function BulkPage() {
  const { bulkId = '' } = useParams();
  const query = useBulkChange(bulkId);
  const projects = useProjects().data?.items;
  const change = query.data;
  if (query.isError && !change) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!change) {
    return (
      <Page className="max-w-4xl">
        <Skeleton className="h-8 w-72" />
        <Skeleton className="h-40" />
      </Page>
    );
  }
  return (
    <Page className="max-w-4xl">
      <PageHeader
        title={inWords(change, projects)}
        description={t('import.startedAt', {
          at: formatDateTime(change.createdAt),
          name: change.startedBy.name ?? t('import.bySomebody'),
        })}
        badge={<BulkStatusBadge change={change} />}
      >
        <Button asChild>
          <Link to={routes.bulkChanges}>{t('bulk.history')}</Link>
        </Button>
      </PageHeader>
      <State change={change} />
      {change.failed > 0 && <Failures change={change} />}
    </Page>
  );
}

function State({ change }: { change: BulkChange }) {
  const navigate = useNavigate();
  const cancel = useCancelBulk();
  const undo = useUndoBulk();
  const [asking, setAsking] = useState(false);
  const [now] = useState(() => Date.now());
  const open = isOpen(change);
  return (
    <Card className="flex flex-col gap-3 p-5">
      <p className="text-lg font-semibold" aria-live="polite">
        {open ? progressOf(change) : resultOf(change)}
      </p>
      {change.failure && <p className="text-bad-text">{change.failure}</p>}
      {open && (
        <>
          <Progress
            label={t('bulk.panel')}
            value={change.processed}
            max={Math.max(1, change.total)}
            text={progressOf(change)}
          />
          <p className="text-ink-2">
            {change.leadsPerSecond !== undefined && change.secondsLeft !== undefined
              ? `${t('bulk.speed', { count: change.leadsPerSecond })} · ${timeLeft(change.secondsLeft)}`
              : t('bulk.leave')}
          </p>
          <div>
            <Button busy={cancel.isPending} onClick={() => cancel.mutate(change.id)}>
              {t('common.cancel')}
            </Button>
          </div>
        </>
      )}
      {change.undoneBy && (
        <p>
          <Link to={routes.bulkChange(change.undoneBy)} className="text-accent-text underline">
            {t('bulk.undoneBy')}
          </Link>
        </p>
      )}
      {change.undoOf && (
        <p>
          <Link to={routes.bulkChange(change.undoOf)} className="text-accent-text underline">
            {t('bulk.undoOf')}
          </Link>
        </p>
      )}
      {isUndoable(change, now) && change.undoableUntil && (
        <div className="flex flex-wrap items-center gap-3">
          <Button onClick={() => setAsking(true)}>
            <Undo2 aria-hidden />
            {t('common.undo')}
          </Button>
          <span className="text-[13px] text-ink-3">
            {t('bulk.undoUntil', { at: formatDateTime(change.undoableUntil) })}
          </span>
        </div>
      )}
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t('bulk.undoTitle', { count: change.done })}
        action={t('common.undo')}
        busy={undo.isPending}
        onConfirm={() =>
          undo.mutate(change.id, {
            onSuccess: ({ id }) => void navigate(routes.bulkChange(id)),
            onSettled: () => setAsking(false),
          })
        }
      >
        <p>{t('bulk.undoQuestion')}</p>
      </Confirm>
    </Card>
  );
}

function Failures({ change }: { change: BulkChange }) {
  const query = useFailures(change);
  const items = query.data?.items ?? [];
  return (
    <Section title={t('bulk.failures', { count: change.failed })}>
      {query.isPending ? (
        <SkeletonRows rows={3} />
      ) : query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ul
          aria-label={t('bulk.failures', { count: change.failed })}
          className="divide-y divide-line border-t border-line"
        >
          {items.map((failure) => (
            <li key={failure.leadId} className="flex flex-wrap gap-x-4 gap-y-1 px-4 py-2.5">
              <Link
                to={routes.lead(failure.leadId)}
                className="min-w-0 flex-1 basis-48 truncate font-medium hover:underline"
              >
                {failure.name || t('bulk.goneLead')}
              </Link>
              <span className="text-ink-2">{reasonOf(failure)}</span>
            </li>
          ))}
        </ul>
      )}
      {query.data?.nextCursor && (
        <p className="px-4 py-3 text-[13px] text-ink-3">
          {t('bulk.firstFailures', { count: items.length })}
        </p>
      )}
    </Section>
  );
}
