import { Clock, MessageSquareQuote, SendHorizontal } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ReplyWay, TemplateUse } from '@/api/types';
import { readDraft, writeDraft } from '@/lib/drafts';
import { t } from '@/lib/i18n';
import { useNow } from '@/lib/use-now';
import { Button } from '@/ui/button';
import { isOpen, timeLeft } from './reply-window';
import { TemplateDialog } from './template-dialog';

interface ComposerProps {
  leadId: string;
  leadName: string;
  /** Why nothing can be sent to this person, as a sentence. */
  blocked?: string;
  /** By which way it would go, and whether free text may; undefined while nobody knows. */
  way?: ReplyWay;
  onSend: (text: string, template?: TemplateUse) => void;
}

/** Enter sends, Shift+Enter breaks the line. What was begun survives a change of page. */
export function Composer({ leadId, leadName, blocked, way, onSend }: ComposerProps) {
  const [choosing, setChoosing] = useState(false);
  const now = useNow();
  const open = isOpen(way?.replyWindow, now);
  const left = timeLeft(way?.replyWindow, now);
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
    if (!trimmed) return;
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
  const dialog = choosing && (
    <TemplateDialog
      accountId={way?.channelAccountId}
      leadName={leadName}
      onSend={(use, filled) => onSend(filled, use)}
      onClose={() => setChoosing(false)}
    />
  );
  if (!open) {
    return (
      <div
        data-reply-window="closed"
        className="flex flex-wrap items-center justify-between gap-3 border-t border-line bg-muted px-4 py-3"
      >
        <p className="min-w-0 flex-1 basis-60 text-ink-2">
          {t(way?.replyWindow.closesAt ? 'chat.window.closed' : 'chat.window.never', {
            name: leadName,
          })}
        </p>
        {way?.templates && (
          <Button variant="primary" onClick={() => setChoosing(true)}>
            <MessageSquareQuote aria-hidden />
            {t('chat.template.title')}
          </Button>
        )}
        {dialog}
      </div>
    );
  }
  return (
    <>
      <form
        className="flex flex-wrap items-end gap-2 border-t border-line bg-surface p-3"
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
        {way?.templates && (
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('chat.template.title')}
            onClick={() => setChoosing(true)}
          >
            <MessageSquareQuote aria-hidden />
          </Button>
        )}
        <textarea
          ref={box}
          rows={1}
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
          aria-label={t('chat.messageTo', { name: leadName })}
          placeholder={t('chat.placeholder')}
          className="min-h-9 flex-1 resize-none rounded-2xl border border-line-strong/60 bg-surface px-3.5 py-[7px] hover:border-line-strong focus-visible:outline-offset-0"
        />
        <Button
          type="submit"
          variant="primary"
          size="icon"
          className="rounded-full"
          aria-label={t('chat.send')}
          disabled={!text.trim()}
        >
          <SendHorizontal aria-hidden />
        </Button>
      </form>
      {dialog}
    </>
  );
}
