import type { ReplyWindow } from '@/api/types';
import { t } from '@/lib/i18n';

const MINUTE = 60_000;

/** Whether free text is taken at this moment: the answer of the server grows old by itself. */
export function isOpen(window: ReplyWindow | undefined, now: number): boolean {
  if (!window) return true;
  return window.open && (!window.closesAt || Date.parse(window.closesAt) > now);
}

/** How long free text is still taken, in words; undefined where there is no end to it. */
export function timeLeft(window: ReplyWindow | undefined, now: number): string | undefined {
  if (!window?.closesAt || !isOpen(window, now)) return undefined;
  const minutes = Math.floor((Date.parse(window.closesAt) - now) / MINUTE);
  if (minutes < 1) return t('chat.window.lastMinute');
  const hours = Math.floor(minutes / 60);
  return hours > 0
    ? t('chat.window.hours', { hours, minutes: minutes % 60 })
    : t('chat.window.minutes', { minutes });
}
