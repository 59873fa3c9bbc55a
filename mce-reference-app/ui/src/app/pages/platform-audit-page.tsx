import { ScrollText } from 'lucide-react';
import { useLocation, useParams } from 'react-router';
import type { AuditEntry } from '@/api/types';
import { AuditLine } from '@/features/audit/audit-line';
import { t } from '@/lib/i18n';
import { outsideKeys } from '@/lib/query-keys';
import { usePages } from '@/lib/use-pages';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { LoadMore } from '@/ui/load-more';
import { Card, Page, PageHeader } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';

/** What happened in an organization, for who looks after the installation and is no member. */
export function PlatformAuditPage() {
  const { id = '' } = useParams();
  const state = useLocation().state as { name?: string } | null;
  const query = usePages<AuditEntry>(
    outsideKeys.platformAudit(id),
    `/api/platform/organizations/${encodeURIComponent(id)}/audit`,
  );
  // Only who does something is named; what else an id stands for is the organization's affair.
  const names = new Map(
    query.items.flatMap(({ actor }) => (actor.name ? [[actor.id, actor.name] as const] : [])),
  );
  return (
    <Page className="max-w-4xl">
      <PageHeader
        title={t('platform.auditOf', { name: state?.name ?? id })}
        description={t('platform.auditText')}
      />
      <Card className="overflow-clip">
        {query.isPending ? (
          <SkeletonRows rows={8} className="h-16" />
        ) : query.isError && query.items.length === 0 ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.items.length === 0 ? (
          <EmptyState icon={ScrollText} title={t('platform.auditNone')} />
        ) : (
          <>
            <ul aria-label={t('audit.lines')}>
              {query.items.map((entry) => (
                <AuditLine key={entry.number} entry={entry} names={names} />
              ))}
            </ul>
            <LoadMore query={query} />
          </>
        )}
      </Card>
    </Page>
  );
}
