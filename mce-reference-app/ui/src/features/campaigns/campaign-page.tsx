import { Ban, Copy, Pause, Play, Send } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Campaign } from '@/api/types';
import {
  formatDateTime,
  formatDelay,
  formatNumber,
  formatPercent,
  formatRange,
} from '@/lib/format';
import { t } from '@/lib/i18n';
import { messageOf } from '@/lib/problem';
import { useSegments } from '@/lib/segments';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { ErrorState } from '@/ui/empty-state';
import { Card, Page, PageHeader, Section } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { CampaignStatusBadge } from '@/ui/status-badge';
import { compact, useAudienceCount, useCampaign, useCampaignCommand } from './api';
import { CampaignProgress } from './campaign-progress';
import { leftOutText } from './left-out';
import { Recipients } from './recipients';

/** One campaign: before the start what will go to whom, afterwards how far it got. */
export function CampaignPage() {
  const { campaignId = '' } = useParams();
  const query = useCampaign(campaignId);
  const campaign = query.data;
  if (query.isError && !campaign) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!campaign) {
    return (
      <Page>
        <Skeleton className="h-8 w-72" />
        <Skeleton className="h-28" />
        <Skeleton className="h-64" />
      </Page>
    );
  }
  return (
    <Page>
      <PageHeader
        title={campaign.name}
        badge={<CampaignStatusBadge status={campaign.status} />}
        description={whenOf(campaign)}
      >
        <Commands campaign={campaign} />
      </PageHeader>
      {campaign.status !== 'DRAFT' && <Watch campaign={campaign} />}
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        {campaign.status === 'DRAFT' ? (
          <Messages campaign={campaign} />
        ) : (
          <Recipients campaignId={campaign.id} steps={campaign.steps.length} />
        )}
        <div className="flex flex-col gap-5">
          <AudienceSummary campaign={campaign} />
          {campaign.status !== 'DRAFT' && <Messages campaign={campaign} />}
        </div>
      </div>
    </Page>
  );
}

function whenOf({ status, createdAt, startedAt, finishedAt }: Campaign): string {
  if (finishedAt && startedAt) {
    return formatRange(startedAt, finishedAt);
  }
  if (startedAt && status !== 'DRAFT')
    return t('campaign.startedAt', { at: formatDateTime(startedAt) });
  return t('campaign.createdAt', { at: formatDateTime(createdAt) });
}

function Commands({ campaign }: { campaign: Campaign }) {
  const { status } = campaign;
  const command = useCampaignCommand(campaign.id);
  const [asking, setAsking] = useState<'start' | 'cancel'>();
  const running = command.isPending ? command.variables : undefined;
  return (
    <>
      {status === 'DRAFT' && (
        <Button variant="primary" onClick={() => setAsking('start')}>
          <Send aria-hidden />
          {t('campaign.start')}
        </Button>
      )}
      {status === 'RUNNING' && (
        <Button busy={running === 'pause'} onClick={() => command.mutate('pause')}>
          <Pause aria-hidden />
          {t('campaign.pause')}
        </Button>
      )}
      {status === 'PAUSED' && (
        <Button
          variant="primary"
          busy={running === 'resume'}
          onClick={() => command.mutate('resume')}
        >
          <Play aria-hidden />
          {t('campaign.resume')}
        </Button>
      )}
      {(status === 'RUNNING' || status === 'PAUSED') && (
        <Button onClick={() => setAsking('cancel')}>
          <Ban aria-hidden />
          {t('campaign.cancel')}
        </Button>
      )}
      <Button asChild>
        <Link to={`${routes.newCampaign}?from=${encodeURIComponent(campaign.id)}`}>
          <Copy aria-hidden />
          {t('campaign.duplicate')}
        </Link>
      </Button>
      <StartConfirm
        campaign={campaign}
        open={asking === 'start'}
        busy={running === 'start'}
        onOpenChange={(open) => setAsking(open ? 'start' : undefined)}
        onConfirm={() => command.mutate('start', { onSettled: () => setAsking(undefined) })}
      />
      <Confirm
        open={asking === 'cancel'}
        onOpenChange={(open) => setAsking(open ? 'cancel' : undefined)}
        title={t('campaign.cancelTitle', { name: campaign.name })}
        action={t('campaign.cancel')}
        danger
        busy={running === 'cancel'}
        onConfirm={() => command.mutate('cancel', { onSettled: () => setAsking(undefined) })}
      >
        <p>{t('campaign.cancelText')}</p>
      </Confirm>
    </>
  );
}

interface StartConfirmProps {
  campaign: Campaign;
  open: boolean;
  busy: boolean;
  onOpenChange: (open: boolean) => void;
  onConfirm: () => void;
}

/** Names the number of people before anything goes out. */
function StartConfirm({ campaign, open, ...props }: StartConfirmProps) {
  const audience = useAudienceCount(compact(campaign.audience), open);
  const count = audience.data?.count;
  const leftOut = leftOutText(audience.data?.leftOut);
  return (
    <Confirm
      open={open}
      title={t('campaign.startTitle', { name: campaign.name })}
      action={count === undefined ? t('campaign.start') : t('campaign.startAction', { count })}
      disabled={count === undefined || count === 0}
      {...props}
    >
      {audience.error ? (
        <p>{messageOf(audience.error)}</p>
      ) : count === undefined ? (
        <Skeleton className="h-5 w-64" />
      ) : count === 0 ? (
        <p>{t('campaign.startNobody')}</p>
      ) : (
        <>
          <p className="font-medium text-ink">{t('campaign.startCount', { count })}</p>
          {leftOut && <p>{t('audience.leftOut', { list: leftOut })}</p>}
          <p>
            {campaign.steps.length > 1
              ? t('campaign.startSteps', { count: campaign.steps.length })
              : t('campaign.startOnce')}
          </p>
        </>
      )}
    </Confirm>
  );
}

function Watch({ campaign }: { campaign: Campaign }) {
  const { stats } = campaign;
  const share = (part: number) => formatPercent(stats.sent > 0 ? part / stats.sent : undefined);
  return (
    <Card className="flex flex-col gap-4 p-4">
      <div className="flex flex-col gap-2">
        <p className="font-medium">
          {t('campaign.sentOf', { sent: stats.sent, audience: stats.audience })}
        </p>
        <CampaignProgress stats={stats} steps={campaign.steps.length} />
        <p aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-2">
          <Key className="bg-accent" text={t('campaign.stat.read')} />
          <Key className="bg-accent/65" text={t('campaign.stat.delivered')} />
          <Key className="bg-accent/35" text={t('campaign.stat.sent')} />
          <Key className="bg-bad" text={t('campaign.stat.troubled')} />
        </p>
      </div>
      <dl
        aria-label={t('campaign.stats')}
        className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-5"
      >
        <Stat name="audience" value={stats.audience} />
        <Stat name="sent" value={stats.sent} />
        <Stat name="delivered" value={stats.delivered} note={share(stats.delivered)} />
        <Stat name="read" value={stats.read} note={share(stats.read)} />
        <Stat name="replied" value={stats.replied} note={share(stats.replied)} />
        <Stat name="queued" value={stats.queued} />
        <Stat name="failed" value={stats.failed} bad />
        <Stat name="unknown" value={stats.unknown} bad />
        <Stat name="optedOut" value={stats.optedOut} />
        <Stat name="skipped" value={stats.skipped} />
      </dl>
      {stats.replied + stats.optedOut > 0 && (
        <p className="text-ink-2">
          {t('campaign.stopped', { replied: stats.replied, optedOut: stats.optedOut })}
        </p>
      )}
      {stats.unknown > 0 && <p className="text-warn-text">{t('campaign.unknownText')}</p>}
    </Card>
  );
}

function Key({ className, text }: { className: string; text: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={`size-2.5 rounded-sm ${className}`} />
      {text}
    </span>
  );
}

interface StatProps {
  name: keyof Campaign['stats'];
  value: number;
  note?: string;
  bad?: boolean;
}

function Stat({ name, value, note, bad }: StatProps) {
  return (
    <div className="flex flex-col bg-surface px-3.5 py-2.5" data-stat={name}>
      <dt className="text-[13px] text-ink-2">{t(`campaign.stat.${name}`)}</dt>
      <dd className="flex items-baseline gap-2">
        <span className={`text-xl font-semibold ${bad && value > 0 ? 'text-bad-text' : ''}`}>
          {formatNumber(value)}
        </span>
        {note && <span className="text-[13px] text-ink-3">{note}</span>}
      </dd>
    </div>
  );
}

function AudienceSummary({ campaign }: { campaign: Campaign }) {
  const draft = campaign.status === 'DRAFT';
  const audience = compact(campaign.audience);
  const segments = useSegments();
  const count = useAudienceCount(audience, draft);
  const leftOut = leftOutText(draft ? count.data?.leftOut : campaign.leftOut);
  return (
    <Section title={t('campaign.audience')}>
      <div className="flex flex-col gap-2 px-4 pb-4 text-ink-2">
        {draft && count.data && (
          <p className="text-ink">
            <span className="font-semibold">
              {t('audience.count', { count: count.data.count })}
            </span>
          </p>
        )}
        {!audience && <p>{t('audience.everybody')}</p>}
        {audience?.statuses && (
          <p>
            {t('audience.statuses', {
              list: audience.statuses.map((status) => t(`status.${status}`)).join(', '),
            })}
          </p>
        )}
        {audience?.sources && <p>{t('audience.sources', { list: audience.sources.join(', ') })}</p>}
        {audience?.tags && <p>{t('audience.tags', { list: audience.tags.join(', ') })}</p>}
        {audience?.segmentId && (
          <p>
            {t(draft ? 'audience.segment' : 'audience.segmentAtStart', {
              name:
                segments.find((each) => each.id === audience.segmentId)?.name ??
                t('audience.segmentGone'),
            })}
          </p>
        )}
        {leftOut && <p>{t('audience.leftOut', { list: leftOut })}</p>}
        {draft && <p className="text-[13px] text-ink-3">{t('audience.leftOutLong')}</p>}
      </div>
    </Section>
  );
}

function Messages({ campaign }: { campaign: Campaign }) {
  return (
    <Section title={t('campaign.messages')} className="self-start">
      <ol className="flex flex-col gap-3 px-4 pb-4">
        {campaign.steps.map((step, index) => (
          <li key={index} className="flex flex-col gap-1">
            <span className="text-[13px] text-ink-2">
              {index === 0
                ? t('campaign.firstStep')
                : t('campaign.laterStep', { number: index + 1, delay: formatDelay(step.delay) })}
            </span>
            <p className="max-w-lg self-start rounded-2xl rounded-tl-md bg-bubble-out px-3 py-1.5 wrap-anywhere whitespace-pre-wrap">
              {step.text}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
