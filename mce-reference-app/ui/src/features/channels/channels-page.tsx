import { Plus, RadioTower } from 'lucide-react';
import { useState } from 'react';
import type { ChannelAccount, ChannelState } from '@/api/types';
import { useTemplateLibraries } from '@/lib/channel-templates';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { Badge, type Tone } from '@/ui/badge';
import { Button } from '@/ui/button';
import { CopyField } from '@/ui/copy-field';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Card, Page, PageHeader } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { isLeadSource, useCatalog, useChannels } from './api';
import { chosenSettings } from './settings-values';
import { ChannelDialog } from './channel-dialog';
import { TemplatesDialog } from './templates-dialog';
import { RoutingSection } from './routing-section';

const tones: Record<ChannelState, Tone> = {
  UP: 'good',
  DEGRADED: 'warn',
  DOWN: 'bad',
  STARTING: 'neutral',
};

export function ChannelsPage() {
  const query = useChannels();
  const [open, setOpen] = useState<ChannelAccount | 'new'>();
  const [templatesOf, setTemplatesOf] = useState<ChannelAccount>();
  const mayManage = useMay('CHANNEL_MANAGE');
  const libraries = useTemplateLibraries().data?.items ?? [];
  const kinds = useCatalog().data?.items ?? [];
  const elsewhere = new Set(kinds.filter(isLeadSource).map((entry) => entry.provider));
  // What is asked for leads stands under Sources.
  const channels = (query.data?.items ?? []).filter((each) => !elsewhere.has(each.provider));
  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('nav.channels')} description={t('channels.text')}>
        <Button variant="primary" onClick={() => setOpen('new')}>
          <Plus aria-hidden />
          {t('channels.new')}
        </Button>
      </PageHeader>
      {query.isPending ? (
        <Card>
          <SkeletonRows rows={3} className="h-20" />
        </Card>
      ) : query.isError && !query.data ? (
        <Card>
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </Card>
      ) : channels.length === 0 ? (
        <Card>
          <EmptyState icon={RadioTower} title={t('channels.none')} text={t('channels.noneText')}>
            <Button variant="primary" onClick={() => setOpen('new')}>
              {t('channels.new')}
            </Button>
          </EmptyState>
        </Card>
      ) : (
        <ul aria-label={t('nav.channels')} className="flex flex-col gap-3">
          {channels.map((channel) => (
            <li key={channel.id}>
              <ChannelCard
                channel={channel}
                onEdit={() => setOpen(channel)}
                onTemplates={
                  libraries.some((each) => each.accountId === channel.id)
                    ? () => setTemplatesOf(channel)
                    : undefined
                }
              />
            </li>
          ))}
        </ul>
      )}
      <RoutingSection channels={channels} />
      <ChannelDialog
        channel={open === 'new' ? undefined : open}
        open={open !== undefined}
        onOpenChange={(next) => {
          if (!next) setOpen(undefined);
        }}
      />
      {templatesOf && (
        <TemplatesDialog
          channel={templatesOf}
          mayManage={mayManage}
          onClose={() => setTemplatesOf(undefined)}
        />
      )}
    </Page>
  );
}

interface ChannelCardProps {
  channel: ChannelAccount;
  onEdit: () => void;
  /** Where the account sends templates. */
  onTemplates?: () => void;
}

function ChannelCard({ channel, onEdit, onTemplates }: ChannelCardProps) {
  const catalog = useCatalog().data?.items ?? [];
  const settings = chosenSettings(
    catalog.find((entry) => entry.provider === channel.provider)?.settings ?? [],
    channel.settings,
  );
  return (
    <Card className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-[15px] font-semibold">{channel.name}</h2>
          <p className="text-[13px] text-ink-2">
            {channel.providerName}
            {channel.channel && channel.channel !== channel.providerName && ` · ${channel.channel}`}
          </p>
        </div>
        {channel.enabled === false ? (
          <Badge>{t('channels.off')}</Badge>
        ) : (
          <Badge tone={tones[channel.state]} dot>
            {t(`channel.${channel.state}`)}
          </Badge>
        )}
        {onTemplates && (
          <Button size="sm" onClick={onTemplates}>
            {t('channels.templates')}
          </Button>
        )}
        <Button size="sm" onClick={onEdit}>
          {t('channels.edit')}
        </Button>
      </div>
      {channel.detail && (
        <p className={channel.state === 'DOWN' ? 'text-bad-text' : 'text-ink-2'}>
          {channel.detail}
        </p>
      )}
      {settings.length > 0 && (
        <dl className="flex flex-wrap gap-x-5 gap-y-1 text-[13px]">
          {settings.map(({ name, label, value }) => (
            <div key={name} className="flex gap-1.5">
              <dt className="text-ink-3">{label}</dt>
              <dd>{value === 'true' || value === 'false' ? t(`fields.${value}`) : value}</dd>
            </div>
          ))}
        </dl>
      )}
      {channel.webhookUrl && (
        <div className="flex flex-col gap-1">
          <p className="text-[13px] text-ink-2">{t('channels.webhook')}</p>
          <CopyField label={t('channels.webhookUrl')} value={channel.webhookUrl} />
        </div>
      )}
    </Card>
  );
}
