import type { NoteActor, StatusRequest } from '@/api/types';
import { has, t } from '@/lib/i18n';
import type { Tone } from '@/ui/badge';

export function whoOf({ kind, name }: NoteActor): string {
  const key = `recorder.${kind}`;
  return name ?? (has(key) ? t(key) : kind);
}

/** From which status to which. */
export function moveOf({ from, to }: StatusRequest): string {
  return t('approval.move', { from: t(`status.${from}`), to: t(`status.${to}`) });
}

export const TONES: Record<StatusRequest['state'], Tone> = {
  OPEN: 'warn',
  APPROVED: 'good',
  REFUSED: 'bad',
  WITHDRAWN: 'neutral',
  OVERTAKEN: 'neutral',
};
