import { ArrowLeft, ClipboardCheck } from 'lucide-react';
import { Link } from 'react-router';
import type { StatusRequest } from '@/api/types';
import { t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { LoadMore } from '@/ui/load-more';
import { Card, Page, PageHeader } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { useOpenRequests } from './api';
import { RequestActions } from './request-actions';
import { moveOf, whoOf } from './words';

/** What people ask for who may not give a lead a status, for those who may. */
export function ApprovalsPage() {
  const query = useOpenRequests();
  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('nav.approvals')} description={t('approval.text')}>
        <Button asChild>
          <Link to={routes.leads}>
            <ArrowLeft aria-hidden />
            {t('archive.toLeads')}
          </Link>
        </Button>
      </PageHeader>
      <Card className="overflow-hidden">
        {query.isPending ? (
          <SkeletonRows rows={4} className="h-20" />
        ) : query.isError && query.items.length === 0 ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.items.length === 0 ? (
          <EmptyState
            icon={ClipboardCheck}
            title={t('approval.none')}
            text={t('approval.noneText')}
          />
        ) : (
          <ul aria-label={t('nav.approvals')} className="divide-y divide-line">
            {query.items.map((request) => (
              <Row key={request.id} request={request} />
            ))}
          </ul>
        )}
        <LoadMore query={query} />
      </Card>
    </Page>
  );
}

function Row({ request }: { request: StatusRequest }) {
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-3 px-4 py-3">
      <div className="min-w-60 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link to={routes.lead(request.leadId)} className="font-medium hover:underline">
            {request.leadName || t('approval.lead')}
          </Link>
          <span className="text-ink-2">{moveOf(request)}</span>
        </p>
        <p className="mt-1 wrap-anywhere whitespace-pre-line">{request.reason}</p>
        <p className="mt-1 text-[13px] text-ink-3">
          {whoOf(request.requestedBy)} · <Time at={request.requestedAt} />
        </p>
      </div>
      <RequestActions request={request} />
    </li>
  );
}
