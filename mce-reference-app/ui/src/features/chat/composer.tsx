import { SendHorizontal } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { readDraft, writeDraft } from '@/lib/drafts';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';

interface ComposerProps {
  leadId: string;
  leadName: string;
  /** Why nothing can be sent to this person, as a sentence. */
  blocked?: string;
  onSend: (text: string) => void;
}

/** Enter sends, Shift+Enter breaks the line. What was begun survives a change of page. */
export function Composer({ leadId, leadName, blocked, onSend }: ComposerProps) {
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
  return (
    <form
      className="flex items-end gap-2 border-t border-line bg-surface p-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
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
  );
}
