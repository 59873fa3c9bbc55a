import { Megaphone, Plus } from 'lucide-react';
import { Link } from 'react-router';
import type { Campaign } from '@/api/types';
import { formatNumber, formatPercent } from '@/lib/format';
import { t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { LoadMore } from '@/ui/load-more';
import { Card, Page, PageHeader } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { CampaignStatusBadge } from '@/ui/status-badge';
import { Time } from '@/ui/time';
import { useCampaigns } from './api';
import { CampaignProgress } from './campaign-progress';

export function CampaignsPage() {
  const query = useCampaigns();
  const campaigns = query.items;
  return (
    <Page>
      <PageHeader title={t('nav.campaigns')} description={t('campaigns.text')}>
        <Button variant="primary" asChild>
          <Link to={routes.newCampaign}>
            <Plus aria-hidden />
            {t('campaigns.new')}
          </Link>
        </Button>
      </PageHeader>
      <Card className="overflow-hidden">
        {query.isPending ? (
          <SkeletonRows rows={5} className="h-16" />
        ) : query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : campaigns.length === 0 ? (
          <EmptyState icon={Megaphone} title={t('campaigns.none')} text={t('campaigns.noneText')}>
            <Button variant="primary" asChild>
              <Link to={routes.newCampaign}>{t('campaigns.first')}</Link>
            </Button>
            <Button asChild>
              <Link to={routes.imports}>{t('leads.importCsv')}</Link>
            </Button>
          </EmptyState>
        ) : (
          <ul aria-label={t('nav.campaigns')} className="divide-y divide-line">
            {campaigns.map((campaign) => (
              <CampaignRow key={campaign.id} campaign={campaign} />
            ))}
          </ul>
        )}
        <LoadMore query={query} />
      </Card>
    </Page>
  );
}

function CampaignRow({ campaign }: { campaign: Campaign }) {
  const { stats, status } = campaign;
  return (
    <li>
      <Link
        to={routes.campaign(campaign.id)}
        className="grid items-center gap-x-5 gap-y-1 px-4 py-3 hover:bg-hover sm:grid-cols-[minmax(0,2fr)_7.5rem_minmax(0,2fr)_7rem]"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium">{campaign.name}</span>
          <span className="text-[13px] text-ink-3">
            {t('campaigns.steps', { count: campaign.steps.length })}
            {' · '}
            <Time at={campaign.startedAt ?? campaign.createdAt} />
          </span>
        </span>
        <CampaignStatusBadge status={status} />
        {status === 'DRAFT' ? (
          <span className="text-[13px] text-ink-3">{t('campaigns.notStarted')}</span>
        ) : (
          <span className="min-w-0">
            <CampaignProgress stats={stats} steps={campaign.steps.length} className="h-1.5" />
            <span className="mt-1 block text-[13px] text-ink-2">
              {t('campaign.sentOf', { sent: stats.sent, audience: stats.audience })}
            </span>
          </span>
        )}
        {status === 'DRAFT' ? (
          <span />
        ) : (
          <span className="text-[13px] text-ink-2 sm:text-right">
            {t('campaigns.replies', {
              replied: formatNumber(stats.replied),
              share: formatPercent(stats.sent > 0 ? stats.replied / stats.sent : undefined),
            })}
          </span>
        )}
      </Link>
    </li>
  );
}
