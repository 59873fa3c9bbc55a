import type { LeadPoll } from '@/api/types';
import { formatDateTime, formatNumber } from '@/lib/format';
import { t } from '@/lib/i18n';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Card } from '@/ui/page';
import { useLeadPolls, usePollNow } from './api';

interface PolledSourcesProps {
  enabled: boolean;
  onEdit: (accountId: string) => void;
}

/** Sources that are asked for leads, and how it goes with them. Nothing while there is none. */
export function PolledSources({ enabled, onEdit }: PolledSourcesProps) {
  const items = useLeadPolls(enabled).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <ul aria-label={t('polls.title')} className="mb-3 flex flex-col gap-3">
      {items.map((poll) => (
        <li key={poll.accountId}>
          <PollCard poll={poll} onEdit={() => onEdit(poll.accountId)} />
        </li>
      ))}
    </ul>
  );
}

function PollCard({ poll, onEdit }: { poll: LeadPoll; onEdit: () => void }) {
  const now = usePollNow(poll.accountId);
  const { trouble } = poll;
  return (
    <Card className="flex flex-col gap-2 p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-[15px] font-semibold">{poll.name}</h2>
          <p className="text-[13px] text-ink-2">{poll.providerName}</p>
        </div>
        {!poll.enabled ? (
          <Badge>{t('channels.off')}</Badge>
        ) : trouble ? (
          <Badge tone={trouble.needsPerson ? 'bad' : 'warn'} dot>
            {trouble.needsPerson ? t('polls.needsPerson') : t('polls.waiting')}
          </Badge>
        ) : (
          <Badge tone="good" dot>
            {t('polls.well')}
          </Badge>
        )}
        <Button size="sm" onClick={onEdit}>
          {t('channels.edit')}
        </Button>
      </div>
      {trouble && <p className="text-bad-text">{trouble.message}</p>}
      <dl className="flex flex-wrap gap-x-5 gap-y-1 text-[13px]">
        <Fact label={t('polls.taken')} value={formatNumber(poll.taken)} />
        <Fact
          label={t('polls.last')}
          value={poll.lastPoll ? formatDateTime(poll.lastPoll) : t('polls.never')}
        />
        {poll.nextPoll && <Fact label={t('polls.next')} value={formatDateTime(poll.nextPoll)} />}
      </dl>
      {poll.enabled && (
        <div className="flex gap-2">
          <Button size="sm" busy={now.isPending} onClick={() => now.mutate(false)}>
            {t('polls.now')}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            title={t('polls.againHint')}
            onClick={() => now.mutate(true)}
          >
            {t('polls.again')}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-ink-3">{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
