import { Building2, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import type { PlatformOrganization } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { SendingCard } from './sending-card';
import { t } from '@/lib/i18n';
import { outsideKeys } from '@/lib/query-keys';
import { routes } from '@/lib/routes';
import { usePages } from '@/lib/use-pages';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { LoadMore } from '@/ui/load-more';
import { Card, Page, PageHeader } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';

const NewOrganizationDialog = lazy(async () => ({
  default: (await import('./new-organization-dialog')).NewOrganizationDialog,
}));

/** All organizations of the installation, from outside, for who looks after it. */
export function PlatformPage() {
  const query = usePages<PlatformOrganization>(
    outsideKeys.platformOrganizations,
    '/api/platform/organizations',
  );
  const [creating, setCreating] = useState(false);
  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('nav.platform')} description={t('platform.text')}>
        <Button variant="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden />
          {t('platform.new')}
        </Button>
      </PageHeader>
      <SendingCard />
      <Card>
        {query.isPending ? (
          <SkeletonRows rows={3} />
        ) : query.isError && query.items.length === 0 ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.items.length === 0 ? (
          <EmptyState icon={Building2} title={t('platform.none')} />
        ) : (
          <>
            <ul aria-label={t('platform.organizations')} className="divide-y divide-line">
              {query.items.map((organization) => (
                <Row key={organization.id} organization={organization} />
              ))}
            </ul>
            <LoadMore query={query} />
          </>
        )}
      </Card>
      {creating && (
        <Suspense>
          <NewOrganizationDialog open onOpenChange={setCreating} />
        </Suspense>
      )}
    </Page>
  );
}

function Row({ organization }: { organization: PlatformOrganization }) {
  const { id, name, createdAt, members, leads } = organization;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
      <div className="min-w-56 flex-1">
        <p className="truncate font-medium">{name}</p>
        <p className="text-[13px] text-ink-2">
          {t('platform.since', { at: formatDateTime(createdAt) })}
        </p>
        <code className="font-mono text-xs text-ink-3">{id}</code>
      </div>
      <span className="w-28 text-[13px]">{t('platform.members', { count: members })}</span>
      <span className="w-28 text-[13px]">{t('platform.leads', { count: leads })}</span>
      <Link
        to={routes.platformAudit(id)}
        state={{ name }}
        aria-label={t('platform.auditOf', { name })}
        className="text-[13px] font-medium text-accent-text hover:underline"
      >
        {t('platform.audit')}
      </Link>
    </li>
  );
}
