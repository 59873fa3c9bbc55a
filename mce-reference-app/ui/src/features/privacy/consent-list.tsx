import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Consent, Consents } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { useMembers } from '@/lib/members';
import { messageOf } from '@/lib/problem';
import { Badge, type Tone } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Skeleton } from '@/ui/skeleton';
import { useConsents } from './api';
import { channelName, purposeName, recorderName } from './words';

const ConsentDialog = lazy(async () => ({
  default: (await import('./consent-dialog')).ConsentDialog,
}));

/** What the person agreed to: what holds now, and how it came about. */
export function ConsentList({ leadId }: { leadId: string }) {
  const may = useMay('LEAD_WRITE');
  const query = useConsents(leadId);
  const [recording, setRecording] = useState(false);
  return (
    <div className="flex flex-col gap-2">
      <h4 className="text-[13px] font-medium text-ink-2">{t('consent.title')}</h4>
      {query.isPending ? (
        <div role="status" aria-label={t('common.loading')}>
          <Skeleton className="h-10" />
        </div>
      ) : query.isError && !query.data ? (
        <p role="alert" className="text-[13px] text-bad-text">
          {messageOf(query.error)}
        </p>
      ) : (
        query.data && <Known consents={query.data} />
      )}
      {may && (
        <Button size="sm" className="self-start" onClick={() => setRecording(true)}>
          <Plus aria-hidden />
          {t('consent.record')}
        </Button>
      )}
      {recording && (
        <Suspense>
          <ConsentDialog leadId={leadId} onClose={() => setRecording(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Known({ consents: { current, records } }: { consents: Consents }) {
  if (records.length === 0) return <p className="text-[13px] text-ink-2">{t('consent.none')}</p>;
  return (
    <>
      <ul aria-label={t('consent.title')} className="flex flex-col gap-2">
        {current.map(({ granted, latest }) => (
          <li key={latest.id} className="flex items-start justify-between gap-2">
            <span className="min-w-0">
              <span className="block wrap-anywhere">{purposeName(latest.purpose)}</span>
              <span className="block text-[13px] text-ink-3">{channelName(latest.channel)}</span>
            </span>
            <StateBadge granted={granted} latest={latest} />
          </li>
        ))}
      </ul>
      <History records={records} />
    </>
  );
}

/** A yes that has ended is no yes any more. */
function StateBadge({ granted, latest }: { granted: boolean; latest: Consent }) {
  const ended = latest.status === 'GRANTED' && !granted;
  const tone: Tone = granted ? 'good' : ended ? 'warn' : 'bad';
  return (
    <Badge tone={tone} dot>
      {ended ? t('consent.ENDED') : t(`consent.${latest.status}`)}
    </Badge>
  );
}

function History({ records }: { records: Consent[] }) {
  const members = useMembers().data?.items ?? [];
  return (
    <details className="text-[13px]">
      <summary className="font-medium text-accent-text">
        {t('consent.history', { count: records.length })}
      </summary>
      <ol
        aria-label={t('consent.historyLabel')}
        className="mt-2 flex flex-col gap-2.5 border-l border-line pl-3"
      >
        {records.map((record) => (
          <li key={record.id}>
            <p>
              <span className="font-medium">{t(`consent.${record.status}`)}</span>
              {': '}
              {purposeName(record.purpose)}, {channelName(record.channel)}
            </p>
            <p className="wrap-anywhere text-ink-2">{record.source}</p>
            <p className="text-ink-3">
              {t('consent.by', {
                who: recorderName(record.recordedBy, members),
                at: formatDateTime(record.recordedAt),
              })}
              {record.expiresAt && (
                <> · {t('consent.until', { at: formatDateTime(record.expiresAt) })}</>
              )}
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}
