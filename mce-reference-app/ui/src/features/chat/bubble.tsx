import { Bot, Megaphone, Smartphone, Workflow } from 'lucide-react';
import type { Message } from '@/api/types';
import { cn } from '@/lib/cn';
import { formatDateTime, formatTime } from '@/lib/format';
import { t } from '@/lib/i18n';
import { Ticks } from './ticks';
import type { Pending } from './api';

interface BubbleProps {
  message: Message;
  leadName: string;
  /** Whether this message opens a run of messages of the same sender. */
  first: boolean;
}

export function Bubble({ message, leadName, first }: BubbleProps) {
  const inbound = message.direction === 'INBOUND';
  const trouble = message.status === 'FAILED' || message.status === 'UNKNOWN';
  return (
    <div
      data-message-id={message.id}
      data-direction={message.direction}
      className={cn(
        'flex flex-col',
        inbound ? 'items-start' : 'items-end',
        first ? 'mt-3' : 'mt-1',
      )}
    >
      {first ? (
        <Sender message={message} leadName={leadName} />
      ) : (
        <span className="sr-only">{senderName(message, leadName)}</span>
      )}
      <div
        className={cn(
          'max-w-[min(34rem,85%)] rounded-2xl px-3 py-1.5 text-ink shadow-card',
          inbound ? 'rounded-tl-md bg-bubble-in' : 'rounded-tr-md bg-bubble-out',
          message.status === 'CANCELLED' && 'opacity-75',
          trouble && 'ring-1',
          message.status === 'FAILED' && 'ring-bad',
          message.status === 'UNKNOWN' && 'ring-warn-text',
        )}
      >
        <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
          <Linked text={message.text} />
        </p>
        <div className="-mb-0.5 flex items-center justify-end gap-1 text-[11px] text-ink-2">
          <time dateTime={message.at} title={formatDateTime(message.at)}>
            {formatTime(message.at)}
          </time>
          <Ticks status={message.status} />
        </div>
      </div>
      {trouble && (
        <p
          className={cn(
            'mt-1 max-w-[min(34rem,85%)] text-[13px]',
            message.status === 'FAILED' ? 'text-bad-text' : 'text-warn-text',
          )}
        >
          {message.status === 'FAILED'
            ? t('chat.failed', { reason: message.error?.message ?? t('chat.failedNoReason') })
            : t('chat.unknown')}
        </p>
      )}
      {message.status === 'QUEUED' && message.error && (
        <p className="mt-1 max-w-[min(34rem,85%)] text-[13px] text-ink-2">
          {message.error.message}
        </p>
      )}
    </div>
  );
}

function senderName(message: Message, leadName: string): string {
  const { kind, name } = message.sender ?? {
    kind: message.direction === 'INBOUND' ? 'LEAD' : 'SYSTEM',
    name: undefined,
  };
  if (kind === 'LEAD' || message.direction === 'INBOUND') return leadName;
  if (kind === 'HUMAN') return name ?? t('chat.sender.HUMAN');
  return name ? t(`chat.sender.${kind}.named`, { name }) : t(`chat.sender.${kind}`);
}

function Sender({ message, leadName }: { message: Message; leadName: string }) {
  const kind = message.sender?.kind;
  const Icon =
    kind === 'CAMPAIGN'
      ? Megaphone
      : kind === 'WORKFLOW'
        ? Workflow
        : kind === 'SYSTEM'
          ? Bot
          : kind === 'PHONE'
            ? Smartphone
            : null;
  return (
    <span className="mb-0.5 flex items-center gap-1 px-1 text-xs text-ink-2">
      {Icon && <Icon className="size-3.5" aria-hidden />}
      {senderName(message, leadName)}
    </span>
  );
}

/** Web addresses become links; everything else stays the text it is. */
function Linked({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g);
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part} target="_blank" rel="noreferrer noopener" className="underline">
        {part}
      </a>
    ) : (
      part
    ),
  );
}

interface PendingBubbleProps {
  pending: Pending;
  onRetry: () => void;
  onDiscard: () => void;
}

export function PendingBubble({ pending, onRetry, onDiscard }: PendingBubbleProps) {
  return (
    <div data-client-id={pending.clientId} className="mt-1 flex flex-col items-end">
      <div
        className={cn(
          'max-w-[min(34rem,85%)] rounded-2xl rounded-tr-md bg-bubble-out px-3 py-1.5 shadow-card',
          pending.failed && 'ring-1 ring-bad',
        )}
      >
        <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
          {pending.text}
        </p>
        <div className="-mb-0.5 flex items-center justify-end gap-1 text-[11px] text-ink-2">
          <time dateTime={pending.at}>{formatTime(pending.at)}</time>
          <Ticks status={pending.failed ? 'FAILED' : 'QUEUED'} />
        </div>
      </div>
      {pending.failed && (
        <p className="mt-1 flex gap-3 text-[13px] text-bad-text">
          {t('chat.notSent')}
          <button type="button" className="font-medium underline" onClick={onRetry}>
            {t('common.retry')}
          </button>
          <button type="button" className="font-medium underline" onClick={onDiscard}>
            {t('chat.discard')}
          </button>
        </p>
      )}
    </div>
  );
}
