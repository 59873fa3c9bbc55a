import type { Member } from '@/api/types';
import { has, t } from '@/lib/i18n';

/** How the server writes every channel: in consents, and where it stands in a path. */
export const ALL_CHANNELS = '*';
export const ALL = 'ALL';

export const PURPOSES = ['MARKETING', 'NEWSLETTER', 'OFFERS_OF_PARTNERS', 'PROFILING'] as const;

/** `WHATSAPP` as people write it. */
export function channelName(channel: string): string {
  if (channel === ALL_CHANNELS || channel === ALL) return t('privacy.allChannels');
  const key = `medium.${channel}`;
  return has(key) ? t(key) : readable(channel);
}

/** What a consent is for, in words; one the organization made up, as it was typed or nearly so. */
export function purposeName(purpose: string): string {
  const key = `purpose.${purpose}`;
  return has(key) ? t(key) : readable(purpose);
}

/** A word in capitals, as the server takes it, from what a person types. */
export function purposeCode(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^[\d_]+|_+$/g, '');
}

function readable(code: string): string {
  const words = code.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Who recorded something, from the kind and id of an actor such as `MEMBER:…`. */
export function recorderName(recordedBy: string, members: readonly Member[]): string {
  const colon = recordedBy.indexOf(':');
  const kind = colon < 0 ? recordedBy : recordedBy.slice(0, colon);
  const id = recordedBy.slice(colon + 1);
  const member = members.find((each) => each.id === id);
  const key = `recorder.${kind}`;
  return member?.name ?? (has(key) ? t(key) : kind);
}

/** The last moment of a day as this browser sees it: a consent ends with its day. */
export function endOfDay(day: string): string | undefined {
  const end = new Date(`${day}T23:59:59`);
  return Number.isNaN(end.getTime()) ? undefined : end.toISOString();
}
