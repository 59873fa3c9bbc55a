import type { Delivery, DeliveryAttempt, DispatchState, Suppression } from '@/api/types';
import { has, t } from '@/lib/i18n';
import type { Tone } from '@/ui/badge';

export const TONES: Record<DispatchState, Tone> = {
  QUEUED: 'neutral',
  SENDING: 'neutral',
  UNKNOWN: 'warn',
  CANCELLED: 'neutral',
  ACCEPTED: 'accent',
  SENT: 'accent',
  FAILED: 'bad',
  DELIVERED: 'info',
  READ: 'good',
};

/** A code in words; one of a later version as it came, made readable. */
function worded(family: string, code: string): string {
  const key = `${family}.${code}`;
  return has(key) ? t(key) : readable(code);
}

function readable(code: string): string {
  const words = code.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a code of a failure, a cancellation or a doubt means. */
export const meaningOf = (reason: string): string => worded('reason', reason);

/** What a person can do about it; undefined where there is nothing to do. */
export function adviceOf(reason: string): string | undefined {
  const key = `advice.${reason}`;
  return has(key) ? t(key) : undefined;
}

/** What the engine did about an error by itself. */
export function remedyOf({ remedy }: DeliveryAttempt): string | undefined {
  return remedy && t(`remedy.${remedy}`);
}

export const stateOf = (state: DispatchState): string => t(`delivery.state.${state}`);

export const attemptOf = ({ state }: DeliveryAttempt): string => t(`attempt.${state}`);

/** `WHATSAPP` as people write it. */
export const channelOf = (channel: string): string =>
  channel === 'ALL' ? t('privacy.allChannels') : worded('medium', channel);

/** Why an address is on the list. */
export const listedFor = ({ reason }: Suppression): string => worded('dnc.reason', reason);

export const leadOf = ({ leadName }: Pick<Delivery, 'leadName'>): string =>
  leadName || t('delivery.lead');
