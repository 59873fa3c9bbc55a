import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Delivery, DeliveryAttempt } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import {
  adviceOf,
  attemptOf,
  channelOf,
  leadOf,
  meaningOf,
  remedyOf,
  stateOf,
  TONES,
} from './words';

interface DeliveryDetailsProps {
  delivery: Delivery;
  onClose: () => void;
}

/** A message with every attempt: what happened, what it means, and what to do. */
export function DeliveryDetails({ delivery, onClose }: DeliveryDetailsProps) {
  const { reason, state } = delivery;
  const advice = reason && adviceOf(reason);
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={t('delivery.to', { name: leadOf(delivery) })}
    >
      <DialogBody>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={TONES[state]} dot>
            {stateOf(state)}
          </Badge>
          <span className="text-ink-2">{formatDateTime(delivery.stateAt)}</span>
        </div>
        {reason && (
          <section aria-label={t('delivery.why')} className="rounded-lg bg-muted px-4 py-3">
            <p className="font-medium">{meaningOf(reason)}</p>
            {delivery.detail && (
              <p className="mt-0.5 wrap-anywhere text-ink-2">{delivery.detail}</p>
            )}
            {advice && <p className="mt-1">{advice}</p>}
          </section>
        )}
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          <Fact name={t('delivery.channel')}>
            {channelOf(delivery.channel)}
            {delivery.account && ` · ${delivery.account}`}
          </Fact>
          <Fact name={t('delivery.purpose')}>{t(`purposeOf.${delivery.purpose}`)}</Fact>
          <Fact name={t('delivery.queuedAt')}>{formatDateTime(delivery.createdAt)}</Fact>
          {delivery.nextAt && (
            <Fact name={t('delivery.nextAt')}>{formatDateTime(delivery.nextAt)}</Fact>
          )}
        </dl>
        <section aria-label={t('delivery.attemptsTitle')}>
          <h3 className="text-[13px] font-semibold">{t('delivery.attemptsTitle')}</h3>
          {delivery.attempts.length === 0 ? (
            <p className="mt-1 text-ink-2">{t('delivery.noAttempt')}</p>
          ) : (
            <ol className="mt-2 flex flex-col gap-2">
              {delivery.attempts.map((attempt) => (
                <Attempt key={attempt.number} attempt={attempt} />
              ))}
            </ol>
          )}
        </section>
      </DialogBody>
      <DialogFooter>
        <Button asChild>
          <Link
            to={`${routes.deliveries}?lead=${encodeURIComponent(delivery.leadId)}`}
            onClick={onClose}
          >
            {t('delivery.ofLead')}
          </Link>
        </Button>
        {delivery.leadName && (
          <Button asChild>
            <Link to={routes.conversation(delivery.leadId)}>{t('delivery.conversation')}</Link>
          </Button>
        )}
        <Button variant="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function Attempt({ attempt }: { attempt: DeliveryAttempt }) {
  const { account, cost, errorCode, errorKind, number, remoteId, startedAt } = attempt;
  const advice = errorKind && adviceOf(errorKind);
  return (
    <li className="rounded-lg border border-line px-4 py-3">
      <p className="font-medium">
        {t('attempt.title', { number })} · {attemptOf(attempt)}
      </p>
      <p className="text-[13px] text-ink-2">
        {formatDateTime(startedAt)}
        {account && ` · ${account}`}
        {cost && ` · ${cost.amount} ${cost.currency}`}
      </p>
      {errorKind && (
        <div className="mt-1.5">
          <p>
            {meaningOf(errorKind)}
            {errorCode && ` (${errorCode})`}
          </p>
          <p className="text-ink-2">{remedyOf(attempt)}</p>
          {advice && <p className="text-ink-2">{advice}</p>}
        </div>
      )}
      {remoteId && (
        <p className="mt-1 text-[13px] wrap-anywhere text-ink-3">
          {t('attempt.remoteId')} <code>{remoteId}</code>
        </p>
      )}
    </li>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
