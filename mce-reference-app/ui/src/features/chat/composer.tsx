import { Clock, MessageSquareQuote, SendHorizontal } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { TemplateUse } from '@/api/types';
import { cn } from '@/lib/cn';
import { readDraft, writeDraft } from '@/lib/drafts';
import { t } from '@/lib/i18n';
import { useNow } from '@/lib/use-now';
import { Button } from '@/ui/button';
import type { TimedWay } from './api';
import { isOpen, timeLeft } from './reply-window';
import { TemplateDialog } from './template-dialog';

interface ComposerProps {
  leadId: string;
  leadName: string;
  /** Why nothing can be sent to this person, as a sentence. */
  blocked?: string;
  /** By which way it would go, and whether free text may; undefined while nobody knows. */
  way?: TimedWay;
  /** It is being found out: whether free text may go is not known yet. */
  asking: boolean;
  onSend: (text: string, template?: TemplateUse) => void;
}

/**
 * Enter sends, Shift+Enter breaks the line. What was begun survives a change of page, and the end of
 * the reply window.
 */
export function Composer({ leadId, leadName, blocked, way, asking, onSend }: ComposerProps) {
  const [choosing, setChoosing] = useState(false);
  const now = useNow() + (way?.clockAhead ?? 0);
  const open = isOpen(way?.replyWindow, now);
  const left = timeLeft(way?.replyWindow, now);
  const writable = open && !asking;
  const [text, setText] = useState(() => readDraft(leadId));
  const box = useRef<HTMLTextAreaElement>(null);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight + 2, 180)}px`;
  }, [text]);

  const write = (next: string) => {
    setText(next);
    writeDraft(leadId, next);
  };

  const send = () => {
    const trimmed = text.trim();
    if (!trimmed || !writable) return;
    onSend(trimmed);
    write('');
    box.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes a character, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  if (blocked) {
    return <p className="border-t border-line bg-muted px-4 py-3 text-ink-2">{blocked}</p>;
  }
  return (
    <>
      <form
        data-reply-window={open ? undefined : 'closed'}
        className={cn(
          'flex flex-wrap border-t border-line',
          open ? 'items-end gap-2 bg-surface p-3' : 'items-center gap-3 bg-muted px-4 py-3',
        )}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {left && (
          <p
            data-reply-window="open"
            className="flex w-full items-center gap-1.5 px-1 text-xs text-ink-3"
          >
            <Clock className="size-3.5" aria-hidden />
            {t('chat.window.open', { left })}
          </p>
        )}
        {!open && (
          <p className="min-w-0 flex-1 basis-60 text-ink-2">
            {t(way?.replyWindow.closesAt ? 'chat.window.closed' : 'chat.window.never', {
              name: leadName,
            })}
          </p>
        )}
        {way?.templates && (
          <Button
            variant={open ? 'ghost' : 'primary'}
            size={open ? 'icon' : 'md'}
            aria-label={t('chat.template.title')}
            onClick={() => setChoosing(true)}
          >
            <MessageSquareQuote aria-hidden />
            {!open && t('chat.template.title')}
          </Button>
        )}
        {(open || text.trim()) && (
          <textarea
            ref={box}
            rows={1}
            value={text}
            // Read-only and not disabled: it keeps the focus, and what is in it can be copied.
            readOnly={!writable}
            aria-disabled={asking || undefined}
            onChange={(event) => write(event.target.value)}
            onKeyDown={onKeyDown}
            aria-label={t('chat.messageTo', { name: leadName })}
            placeholder={t('chat.placeholder')}
            className={cn(
              'min-h-9 resize-none rounded-2xl border border-line-strong/60 bg-surface px-3.5 py-[7px]',
              'focus-visible:outline-offset-0',
              open ? 'flex-1' : 'w-full text-ink-2',
              writable && 'hover:border-line-strong',
            )}
          />
        )}
        {open && (
          <Button
            type="submit"
            variant="primary"
            size="icon"
            className="rounded-full"
            aria-label={t('chat.send')}
            disabled={!writable || !text.trim()}
          >
            <SendHorizontal aria-hidden />
          </Button>
        )}
      </form>
      {choosing && (
        <TemplateDialog
          accountId={way?.channelAccountId}
          leadName={leadName}
          onSend={(use, filled) => onSend(filled, use)}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}
