import {
  CircleCheck,
  CircleSlash,
  Download,
  Pause,
  Play,
  TriangleAlert,
  Undo2,
} from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Import } from '@/api/types';
import { formatDateTime, formatNumber } from '@/lib/format';
import { t } from '@/lib/i18n';
import { messageOf } from '@/lib/problem';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { ErrorState } from '@/ui/empty-state';
import { FormProblem } from '@/ui/form';
import { LoadMore } from '@/ui/load-more';
import { Card, Page, PageHeader, Section } from '@/ui/page';
import { Progress } from '@/ui/progress';
import { Skeleton } from '@/ui/skeleton';
import {
  isUnderWay,
  reportOf,
  timeLeft,
  useErrorFile,
  useImport,
  useImportCommand,
  useImportErrors,
  useKept,
  usePersonName,
} from './api';
import { ImportDraft } from './import-draft';
import { ImportStatusBadge } from './imports-page';

export function ImportPage() {
  const { importId = '' } = useParams();
  const query = useImport(importId);
  const nameOf = usePersonName();
  const item = query.data;

  if (query.isError && !item) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!item) {
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
        title={item.fileName}
        description={t('import.startedAt', {
          at: formatDateTime(item.createdAt),
          name: nameOf(item.startedBy),
        })}
        badge={<ImportStatusBadge item={item} />}
      >
        <Button asChild>
          <Link to={routes.imports}>{t('import.another')}</Link>
        </Button>
      </PageHeader>
      <Body item={item} />
    </Page>
  );
}

function Body({ item }: { item: Import }) {
  if (item.status === 'DRAFT') return <ImportDraft key={item.id} item={item} />;
  if (item.status === 'UPLOADING') return <Unfinished item={item} />;
  if (item.status === 'UNDOING') return <Undoing item={item} />;
  const isOpen = isUnderWay(item) || item.status === 'PAUSED';
  return (
    <>
      {isOpen ? <UnderWay item={item} /> : <Report item={item} />}
      {!isOpen && <Rejected item={item} />}
      {item.undo && item.undo.kept > 0 && <Kept item={item} />}
    </>
  );
}

/** A file that stopped on its way; it has to be sent again. */
function Unfinished({ item }: { item: Import }) {
  const command = useImportCommand(item.id);
  return (
    <Card className="flex flex-col items-start gap-3 p-5">
      <p>{t('import.unfinished')}</p>
      <FormProblem message={command.error ? messageOf(command.error) : undefined} />
      <Button asChild>
        <Link to={routes.imports}>{t('imports.otherFile')}</Link>
      </Button>
    </Card>
  );
}

function UnderWay({ item }: { item: Import }) {
  const command = useImportCommand(item.id);
  const [cancelling, setCancelling] = useState(false);
  const paused = item.status === 'PAUSED';
  const looking = item.status === 'CHECKING';
  const progress = t('import.progress', { processed: item.processed, rows: item.rows });
  const text = looking
    ? t('import.looking', { count: item.check.processed })
    : item.rows === 0
      ? t('import.counting')
      : progress;
  return (
    <Card className="flex flex-col gap-3 p-5">
      <p className="text-lg font-semibold" aria-live="polite">
        {text}
      </p>
      <Progress
        label={t('import.progressLabel')}
        value={item.processed}
        max={item.rows}
        text={progress}
      />
      <p className="text-ink-2">
        {paused
          ? t('import.paused')
          : item.rowsPerSecond !== undefined && item.secondsLeft !== undefined
            ? `${t('import.speed', { count: item.rowsPerSecond })} · ${timeLeft(item.secondsLeft)}`
            : t('import.leave')}
      </p>
      <FormProblem message={command.error ? messageOf(command.error) : undefined} />
      <div className="flex flex-wrap gap-2">
        {paused ? (
          <Button
            variant="primary"
            busy={command.isPending}
            onClick={() => command.mutate('resume')}
          >
            <Play aria-hidden />
            {t('import.resume')}
          </Button>
        ) : (
          <Button busy={command.isPending} onClick={() => command.mutate('pause')}>
            <Pause aria-hidden />
            {t('import.pause')}
          </Button>
        )}
        <Button onClick={() => setCancelling(true)}>{t('import.cancel')}</Button>
      </div>
      <Confirm
        open={cancelling}
        onOpenChange={setCancelling}
        title={t('import.cancelTitle')}
        action={t('import.cancel')}
        danger
        busy={command.isPending}
        onConfirm={() => command.mutate('cancel', { onSettled: () => setCancelling(false) })}
      >
        <p>{item.mode === 'ALL_OR_NOTHING' ? t('import.cancelAll') : t('import.cancelText')}</p>
      </Confirm>
    </Card>
  );
}

function Undoing({ item }: { item: Import }) {
  const done = (item.undo?.removed ?? 0) + (item.undo?.restored ?? 0) + (item.undo?.kept ?? 0);
  const text = t('import.undoing', { count: done });
  return (
    <Card className="flex flex-col gap-3 p-5">
      <p className="text-lg font-semibold" aria-live="polite">
        {text}
      </p>
      <Progress
        label={t('import.undoLabel')}
        value={done}
        max={item.created + item.updated}
        text={text}
      />
      <p className="text-ink-2">{t('import.leave')}</p>
    </Card>
  );
}

function headline(item: Import): string {
  switch (item.status) {
    case 'FAILED':
      return t('import.failed');
    case 'CANCELLED':
      return t('import.cancelled');
    case 'UNDONE':
      return t('import.undone');
    default:
      return reportOf(item);
  }
}

function Report({ item }: { item: Import }) {
  const Icon =
    item.status === 'FAILED'
      ? TriangleAlert
      : item.status === 'COMPLETED'
        ? CircleCheck
        : CircleSlash;
  const tone =
    item.status === 'FAILED'
      ? 'text-bad-text'
      : item.status === 'COMPLETED'
        ? 'text-good-text'
        : 'text-ink-3';
  const detail =
    item.status === 'FAILED'
      ? (item.failure ?? t('import.failedNoReason'))
      : item.status === 'COMPLETED'
        ? item.automations === 'ON'
          ? t('import.greeted')
          : t('import.nobodyGreeted')
        : undefined;
  return (
    <Card className="flex flex-col gap-4 p-5">
      <div className="flex gap-3">
        <Icon className={`mt-0.5 size-5 shrink-0 ${tone}`} aria-hidden />
        <div role="status">
          <p className="text-lg font-semibold">{headline(item)}</p>
          {detail && <p className="text-ink-2">{detail}</p>}
          {item.status !== 'COMPLETED' && item.processed > 0 && (
            <p className="mt-2">{reportOf(item)}</p>
          )}
          {item.undo && (
            <p className="mt-2">
              {t('import.undoReport', {
                removed: item.undo.removed,
                restored: item.undo.restored,
                kept: item.undo.kept,
              })}
            </p>
          )}
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" asChild>
          <Link to={routes.leads}>{t('import.toLeads')}</Link>
        </Button>
        {item.status === 'COMPLETED' && (
          <Button asChild>
            <Link to={routes.newCampaign}>{t('import.toCampaign')}</Link>
          </Button>
        )}
        {item.processed > 0 && !item.undo && <UndoButton item={item} />}
      </div>
    </Card>
  );
}

function UndoButton({ item }: { item: Import }) {
  const command = useImportCommand(item.id);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Undo2 aria-hidden />
        {t('import.undo')}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t('import.undoTitle')}
        action={t('import.undo')}
        danger
        busy={command.isPending}
        onConfirm={() => command.mutate('undo', { onSuccess: () => setAsking(false) })}
      >
        <p>{t('import.undoText', { created: item.created, updated: item.updated })}</p>
        <p>{t('import.undoWins')}</p>
        <FormProblem message={command.error ? messageOf(command.error) : undefined} />
      </Confirm>
    </>
  );
}

/** Leads that an undo left as they are, because people went on with them. */
function Kept({ item }: { item: Import }) {
  const query = useKept(item.id, true);
  const leads = query.data?.items ?? [];
  return (
    <Section title={t('import.kept')} description={t('import.keptText')}>
      <ul aria-label={t('import.kept')} className="divide-y divide-line border-t border-line">
        {leads.map((lead) => (
          <li key={lead.leadId} className="flex items-center gap-3 px-4 py-2.5">
            <Link to={routes.lead(lead.leadId)} className="min-w-0 flex-1 truncate font-medium">
              {lead.name || t('import.unnamed')}
            </Link>
            <span className="text-[13px] text-ink-2">
              {lead.fields.map((field) => t(`import.kept.${field as KeptField}`)).join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type KeptField = 'lead' | 'name' | 'company' | 'metadata' | 'identifiers';

function Rejected({ item }: { item: Import }) {
  const query = useImportErrors(item.id, !isUnderWay(item));
  const file = useErrorFile(item);
  const errors = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isSuccess && errors.length === 0) return null;
  return (
    <Section
      title={t('import.rejectedRows')}
      description={t('import.rejectedText')}
      actions={
        <Button busy={file.isPending} onClick={() => file.mutate()}>
          <Download aria-hidden />
          {t('import.download')}
        </Button>
      }
    >
      {query.isError && errors.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div
          className="overflow-x-auto border-t border-line"
          tabIndex={0}
          role="region"
          aria-label={t('import.rejectedRows')}
        >
          <table className="w-full text-left">
            <thead className="text-xs text-ink-3">
              <tr>
                <th scope="col" className="px-4 py-2 text-right font-medium">
                  {t('import.row')}
                </th>
                <th scope="col" className="px-3 py-2 font-medium">
                  {t('import.column')}
                </th>
                <th scope="col" className="px-3 py-2 font-medium">
                  {t('import.value')}
                </th>
                <th scope="col" className="px-3 py-2 font-medium">
                  {t('import.reason')}
                </th>
                <th scope="col" className="px-4 py-2 font-medium">
                  {t('import.hint')}
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line border-t border-line">
              {errors.map((error, index) => (
                <tr key={`${error.row} ${index}`} className="align-top">
                  <td className="px-4 py-2 text-right">{formatNumber(error.row)}</td>
                  <td className="px-3 py-2">{error.column ?? '–'}</td>
                  <td className="max-w-56 px-3 py-2 font-mono text-[12.5px] wrap-anywhere">
                    {error.value || (
                      <span className="font-sans text-ink-3">{t('import.noValue')}</span>
                    )}
                  </td>
                  <td className="px-3 py-2">{error.reason}</td>
                  <td className="px-4 py-2 text-ink-2">{error.hint ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <LoadMore query={query} />
        </div>
      )}
    </Section>
  );
}
