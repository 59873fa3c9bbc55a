import { Ban, Check, CheckCheck, CircleAlert, CircleHelp, Clock3 } from 'lucide-react';
import type { MessageStatus } from '@/api/types';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';

const icons = {
  QUEUED: Clock3,
  SENDING: Clock3,
  ACCEPTED: Check,
  SENT: Check,
  DELIVERED: CheckCheck,
  READ: CheckCheck,
  FAILED: CircleAlert,
  CANCELLED: Ban,
  UNKNOWN: CircleHelp,
  RECEIVED: undefined,
} as const satisfies Record<MessageStatus, unknown>;

/** How far a message got: the picture people know, and the word for those who cannot see it. */
export function Ticks({ status }: { status: MessageStatus }) {
  const Icon = icons[status];
  if (!Icon) return null;
  return (
    <span role="img" aria-label={t(`message.${status}`)} title={t(`message.${status}`)}>
      <Icon
        aria-hidden
        className={cn(
          'size-4',
          status === 'READ' && 'text-info-text',
          status === 'FAILED' && 'text-bad-text',
          status === 'UNKNOWN' && 'text-warn-text',
        )}
      />
    </span>
  );
}
