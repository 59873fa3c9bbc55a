import { Plus, SendHorizontal, Smartphone } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type FormEvent } from 'react';
import { useSearchParams } from 'react-router';
import type { SandboxMessage } from '@/api/types';
import { cn } from '@/lib/cn';
import { formatPhone, formatTime } from '@/lib/format';
import { has, t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { DataTable } from '@/ui/data-table';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Input } from '@/ui/input';
import { useDocumentTitle } from '@/ui/page';
import { Skeleton, SkeletonRows } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { toast } from '@/ui/toast';
import { useAnswerAsLead, useHasSandbox, useSandboxMessages, useSandboxPhones } from './api';

/** The phones of the leads, as far as the sandbox channel is concerned: read and answer as they would. */
export function SandboxPage() {
  useDocumentTitle(t('nav.sandbox'));
  const [search, setSearch] = useSearchParams();
  const sandbox = useHasSandbox();
  const phones = useSandboxPhones();
  const [filter, setFilter] = useState('');
  const [adding, setAdding] = useState(false);
  const items = phones.data?.items ?? [];
  const digits = filter.replace(/\D/g, '');
  const shown = items.filter(
    ({ phone, lastText }) =>
      !filter ||
      (digits && phone.includes(digits)) ||
      lastText?.toLowerCase().includes(filter.toLowerCase()),
  );
  const selected = search.get('phone') ?? undefined;
  const select = (phone: string) => {
    setAdding(false);
    setSearch({ phone }, { replace: true });
  };

  return (
    <div className="flex h-full min-h-0 max-md:flex-col">
      <section
        aria-label={t('sandbox.phones')}
        className="flex min-h-0 w-full shrink-0 flex-col border-line bg-surface max-md:max-h-[40%] max-md:border-b md:w-80 md:border-r"
      >
        <div className="flex flex-col gap-3 border-b border-line p-4">
          <div className="flex items-center justify-between gap-2">
            <h1 className="text-base font-semibold">{t('nav.sandbox')}</h1>
            <Button size="sm" onClick={() => setAdding(true)}>
              <Plus aria-hidden />
              {t('sandbox.other')}
            </Button>
          </div>
          <p className="text-[13px] text-ink-2">{t('sandbox.text')}</p>
          {adding && <NewNumber onChoose={select} onCancel={() => setAdding(false)} />}
          {items.length > 8 && (
            <Input
              type="search"
              aria-label={t('sandbox.find')}
              placeholder={t('sandbox.find')}
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
            />
          )}
        </div>
        {phones.isPending ? (
          <SkeletonRows rows={8} className="h-14" />
        ) : phones.isError && items.length === 0 ? (
          <ErrorState error={phones.error} onRetry={() => void phones.refetch()} />
        ) : shown.length === 0 ? (
          <EmptyState
            icon={Smartphone}
            title={filter ? t('sandbox.notFound') : t('sandbox.none')}
            text={filter ? undefined : t('sandbox.noneText')}
            className="py-10"
          />
        ) : (
          <DataTable
            label={t('sandbox.phones')}
            rows={shown}
            rowKey={({ phone }) => phone}
            rowHeight={58}
            selected={selected}
            hideHeader
            onOpen={({ phone }) => select(phone)}
            columns={[
              {
                id: 'phone',
                header: t('leads.phone'),
                width: 'minmax(0,1fr)',
                cell: ({ phone, lastText, lastAt }) => (
                  <div>
                    <div className="flex items-baseline justify-between gap-2">
                      <span className="font-medium">{formatPhone(phone)}</span>
                      {lastAt && <Time at={lastAt} className="text-xs text-ink-3" />}
                    </div>
                    <p className="truncate text-[13px] text-ink-2">{lastText}</p>
                  </div>
                ),
              },
            ]}
          />
        )}
      </section>
      <div className="flex min-h-0 min-w-0 flex-1 items-center justify-center p-4">
        {selected ? (
          <Phone key={selected} phone={selected} />
        ) : (
          <EmptyState
            icon={Smartphone}
            title={sandbox ? t('sandbox.choose') : t('sandbox.noChannel')}
            text={sandbox ? t('sandbox.chooseText') : t('sandbox.noChannelText')}
          />
        )}
      </div>
    </div>
  );
}

interface NewNumberProps {
  onChoose: (phone: string) => void;
  onCancel: () => void;
}

function NewNumber({ onChoose, onCancel }: NewNumberProps) {
  const [number, setNumber] = useState('+');
  const clean = number.replace(/[^\d+]/g, '');
  const valid = /^\+\d{8,15}$/.test(clean);
  return (
    <form
      className="flex gap-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (valid) onChoose(clean);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <Input
        autoFocus
        type="tel"
        aria-label={t('sandbox.number')}
        placeholder="+55 11 91234-5678"
        value={number}
        onChange={(event) => setNumber(event.target.value)}
      />
      <Button type="submit" variant="primary" disabled={!valid}>
        {t('sandbox.use')}
      </Button>
    </form>
  );
}

function Phone({ phone }: { phone: string }) {
  const query = useSandboxMessages(phone);
  const answer = useAnswerAsLead();
  const [text, setText] = useState('');
  const end = useRef<HTMLDivElement>(null);
  const messages = [...(query.data?.items ?? [])].reverse();
  const newest = messages[messages.length - 1]?.id;

  useLayoutEffect(() => {
    const element = end.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [newest]);

  const send = (event: FormEvent) => {
    event.preventDefault();
    const trimmed = text.trim();
    if (!trimmed) return;
    setText('');
    answer.mutate(
      { from: phone, text: trimmed },
      {
        onError: (error) => {
          setText((now) => now || trimmed);
          toast.problem(error);
        },
      },
    );
  };

  return (
    <section
      aria-label={t('sandbox.phoneOf', { phone: formatPhone(phone) })}
      className="flex h-full max-h-[44rem] w-full max-w-[23rem] flex-col rounded-[2.6rem] bg-[#10161a] p-3 shadow-pop ring-1 ring-line"
    >
      <div className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-[2rem] bg-surface">
        <header className="flex shrink-0 flex-col items-center border-b border-line bg-muted px-4 pt-3 pb-2.5">
          <span aria-hidden className="mb-2 h-1.5 w-20 rounded-full bg-line-strong/50" />
          <h2 className="font-semibold">{formatPhone(phone)}</h2>
          <p className="text-xs text-ink-2">{t('sandbox.asLead')}</p>
        </header>
        <div
          ref={end}
          role="log"
          aria-label={t('sandbox.screen')}
          tabIndex={0}
          className="min-h-0 flex-1 overflow-y-auto bg-canvas px-3 py-3 focus-visible:-outline-offset-2"
        >
          {query.isPending && <Skeleton className="h-12 w-3/4 rounded-2xl" />}
          {query.isError && messages.length === 0 && (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          )}
          {query.isSuccess && messages.length === 0 && (
            <p className="mt-10 text-center text-ink-2">{t('sandbox.empty')}</p>
          )}
          {messages.map((message) => (
            <PhoneBubble key={message.id} message={message} />
          ))}
        </div>
        <form onSubmit={send} className="flex items-center gap-2 border-t border-line p-2.5">
          <input
            aria-label={t('sandbox.answer')}
            placeholder={t('sandbox.answer')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="h-9 min-w-0 flex-1 rounded-full border border-line-strong/60 bg-surface px-3.5"
          />
          <Button
            type="submit"
            variant="primary"
            size="icon"
            className="rounded-full"
            aria-label={t('sandbox.send')}
            disabled={!text.trim()}
          >
            <SendHorizontal aria-hidden />
          </Button>
        </form>
        <div className="flex justify-center gap-2 border-t border-line bg-muted px-3 pt-2 pb-3">
          {(['sandbox.quick.yes', 'sandbox.quick.stop'] as const).map((key) => (
            <button
              key={key}
              type="button"
              className="h-7 rounded-full border border-line-strong/60 bg-surface px-3 text-xs font-medium hover:bg-hover"
              onClick={() => setText(t(key))}
            >
              {t(key)}
            </button>
          ))}
        </div>
      </div>
    </section>
  );
}

/** On the lead's phone our messages come in and the lead's own go out. */
function PhoneBubble({ message }: { message: SandboxMessage }) {
  const own = message.direction === 'FROM_PHONE';
  const key = `message.${message.status}`;
  return (
    <div
      data-direction={message.direction}
      className={cn('mt-1.5 flex flex-col', own ? 'items-end' : 'items-start')}
    >
      <p
        dir="auto"
        className={cn(
          'max-w-[85%] rounded-2xl px-3 py-1.5 wrap-anywhere whitespace-pre-wrap shadow-card',
          own ? 'rounded-br-md bg-info-soft' : 'rounded-bl-md bg-bubble-in',
        )}
      >
        <span className="sr-only">{own ? t('sandbox.lead') : t('sandbox.us')}: </span>
        {message.text}
      </p>
      <span className="px-1 text-[11px] text-ink-2">
        {formatTime(message.at)}
        {!own && has(key) && ` · ${t(key)}`}
      </span>
    </div>
  );
}
