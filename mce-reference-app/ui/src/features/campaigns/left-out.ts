import type { LeftOut } from '@/api/types';
import { t } from '@/lib/i18n';

/** Who fits but gets nothing, and why: "2 opted out, 1 paused". Empty when nobody is left out. */
export function leftOutText(leftOut: LeftOut | undefined): string {
  if (!leftOut) return '';
  const { optedOut, paused, unreachable } = leftOut;
  return [
    optedOut > 0 && t('leftOut.optedOut', { count: optedOut }),
    paused > 0 && t('leftOut.paused', { count: paused }),
    unreachable > 0 && t('leftOut.unreachable', { count: unreachable }),
  ]
    .filter(Boolean)
    .join(', ');
}
