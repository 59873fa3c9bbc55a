import { t } from '@/lib/i18n';
import { Badge } from '@/ui/badge';
import { Panel } from '@/ui/panel';
import { Time } from '@/ui/time';
import { useRequestsOf } from './api';
import { RequestActions } from './request-actions';
import { moveOf, TONES, whoOf } from './words';

/** What was asked for a lead last, and what came of it; nothing where nobody asked. */
export function RequestPanel({ leadId }: { leadId: string }) {
  const [last] = useRequestsOf(leadId).items;
  if (!last) return null;
  return (
    <Panel
      title={t('approval.panel')}
      aside={<Badge tone={TONES[last.state]}>{t(`approval.state.${last.state}`)}</Badge>}
    >
      <p className="font-medium">{moveOf(last)}</p>
      <p className="wrap-anywhere whitespace-pre-line">{last.reason}</p>
      <p className="text-[13px] text-ink-3">
        {whoOf(last.requestedBy)} · <Time at={last.requestedAt} />
      </p>
      {last.answer && (
        <p className="rounded-md bg-muted px-3 py-2 wrap-anywhere whitespace-pre-line">
          {last.answer}
        </p>
      )}
      {last.decidedBy && last.decidedAt && (
        <p className="text-[13px] text-ink-3">
          {t('approval.ended', { who: whoOf(last.decidedBy) })} · <Time at={last.decidedAt} />
        </p>
      )}
      <RequestActions request={last} />
    </Panel>
  );
}
