import { CircleCheck, TriangleAlert } from 'lucide-react';
import { Link, useParams } from 'react-router';
import type { Import } from '@/api/types';
import { formatDateTime, formatNumber } from '@/lib/format';
import { t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/empty-state';
import { LoadMore } from '@/ui/load-more';
import { Card, Page, PageHeader, Section } from '@/ui/page';
import { Progress } from '@/ui/progress';
import { Skeleton } from '@/ui/skeleton';
import { isUnderWay, reportOf, useImport, useImportErrors } from './api';
import { ImportStatusBadge } from './imports-page';

export function ImportPage() {
  const { importId = '' } = useParams();
  const query = useImport(importId);
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
        description={t('import.startedAt', { at: formatDateTime(item.createdAt) })}
        badge={<ImportStatusBadge item={item} />}
      >
        <Button asChild>
          <Link to={routes.imports}>{t('import.another')}</Link>
        </Button>
      </PageHeader>
      {isUnderWay(item) ? <UnderWay item={item} /> : <Report item={item} />}
      {item.rejected > 0 && <Rejected item={item} />}
    </Page>
  );
}

function UnderWay({ item }: { item: Import }) {
  const text = t('import.progress', { processed: item.processed, rows: item.rows });
  return (
    <Card className="flex flex-col gap-3 p-5">
      <p className="text-lg font-semibold" aria-live="polite">
        {item.rows === 0 ? t('import.counting') : text}
      </p>
      <Progress
        label={t('import.progressLabel')}
        value={item.processed}
        max={item.rows}
        text={text}
      />
      <p className="text-ink-2">{t('import.leave')}</p>
    </Card>
  );
}

function Report({ item }: { item: Import }) {
  if (item.status === 'FAILED') {
    return (
      <Card className="flex gap-3 p-5">
        <TriangleAlert className="mt-0.5 size-5 shrink-0 text-bad-text" aria-hidden />
        <div role="status">
          <p className="text-lg font-semibold">{t('import.failed')}</p>
          <p className="text-ink-2">{item.failure ?? t('import.failedNoReason')}</p>
          {item.processed > 0 && <p className="mt-2">{reportOf(item)}</p>}
        </div>
      </Card>
    );
  }
  return (
    <Card className="flex flex-col gap-4 p-5">
      <div className="flex gap-3">
        <CircleCheck className="mt-0.5 size-5 shrink-0 text-good-text" aria-hidden />
        <div role="status">
          <p className="text-lg font-semibold">{reportOf(item)}</p>
          <p className="text-ink-2">
            {item.automations === 'ON' ? t('import.greeted') : t('import.nobodyGreeted')}
          </p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" asChild>
          <Link to={routes.leads}>{t('import.toLeads')}</Link>
        </Button>
        <Button asChild>
          <Link to={routes.newCampaign}>{t('import.toCampaign')}</Link>
        </Button>
      </div>
    </Card>
  );
}

function Rejected({ item }: { item: Import }) {
  const query = useImportErrors(item.id, !isUnderWay(item));
  const errors = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t('import.rejectedRows')} description={t('import.rejectedText')}>
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
