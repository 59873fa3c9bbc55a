import type { NoteActor, NoteKind, NoteOutcome, TimelineEvent } from '@/api/types';
import { has, t } from '@/lib/i18n';

/** How each kind can end. */
export const OUTCOMES: Record<NoteKind, readonly NoteOutcome[]> = {
  NOTE: [],
  CALL: ['ANSWERED', 'NO_ANSWER', 'LEFT_MESSAGE', 'WRONG_NUMBER'],
  MEETING: ['TOOK_PLACE', 'NO_SHOW', 'CANCELLED'],
  MESSAGE: ['ANSWERED', 'NO_ANSWER'],
};

export const isInteraction = (kind: NoteKind) => kind !== 'NOTE';
export const takesTime = (kind: NoteKind) => kind === 'CALL' || kind === 'MEETING';

export function whoOf({ kind, name }: NoteActor): string {
  const key = `recorder.${kind}`;
  return name ?? (has(key) ? t(key) : kind);
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** What happened to the lead, as a sentence. */
export function eventSentence(event: TimelineEvent, members: ReadonlyMap<string, string>): string {
  const { data } = event;
  const who = whoOf(event.actor);
  const memberId = text(data.memberId);
  const status = (value: unknown) => {
    const key = `status.${text(value)}`;
    return has(key) ? t(key) : text(value);
  };
  const variant = variantOf(event, memberId);
  const key = `timeline.${variant}`;
  return has(key)
    ? t(key, {
        who,
        from: status(data.from),
        to: status(data.to),
        source: text(data.source),
        member: members.get(memberId) ?? t('recorder.MEMBER'),
      })
    : t('timeline.other', { who, name: event.name });
}

function variantOf({ name, data }: TimelineEvent, memberId: string): string {
  if (name === 'lead.captured' && data.outcome !== 'CREATED') return 'lead.recaptured';
  if (name === 'lead.assigned' && !memberId) return 'lead.unassigned';
  return name;
}

/** A moment as an input of date and time wants it, in the time zone of the browser. */
export function toInput(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** What an input of date and time says, as the server wants it; empty when it says nothing. */
export function fromInput(value: string): string | undefined {
  const at = new Date(value);
  return value && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}
