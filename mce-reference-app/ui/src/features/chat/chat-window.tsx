import { ArrowDown, MessageSquareText } from 'lucide-react';
import { Fragment, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Message } from '@/api/types';
import { formatDayHeading } from '@/lib/format';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Skeleton } from '@/ui/skeleton';
import { Bubble, PendingBubble } from './bubble';
import { Composer } from './composer';
import {
  useConversations,
  useMarkRead,
  useMessages,
  usePending,
  useReplyWay,
  useSend,
} from './api';

interface ChatWindowProps {
  leadId: string;
  leadName: string;
  blocked?: string;
}

const day = (message: Message) => new Date(message.at).toDateString();

function sameSender(a: Message, b: Message) {
  return (
    a.direction === b.direction &&
    a.sender?.kind === b.sender?.kind &&
    a.sender?.id === b.sender?.id &&
    a.sender?.name === b.sender?.name
  );
}

/** Everything said with one lead, by people and by machines, and a box to say more. */
export function ChatWindow({ leadId, leadName, blocked }: ChatWindowProps) {
  const { messages, ...query } = useMessages(leadId);
  const pending = usePending(leadId, messages);
  const { send, retry, discard } = useSend(leadId);
  const way = useReplyWay(leadId);
  useReadWhileShown(leadId);

  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const heightBefore = useRef<number | undefined>(undefined);
  const [below, setBelow] = useState(false);
  const lost = query.isError && !query.data;
  const newest = pending[pending.length - 1]?.clientId ?? messages[messages.length - 1]?.id;
  const oldest = messages[0]?.id;

  const toEnd = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight });

  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else setBelow(true);
  }, [newest]);

  // Older messages grow the list upwards; what was being read stays where it is.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && heightBefore.current !== undefined && !atEnd.current) {
      element.scrollTop += element.scrollHeight - heightBefore.current;
    }
    heightBefore.current = undefined;
  }, [oldest]);

  // A bubble that grows (a reason appears under it) or a window that shrinks keeps the end in sight.
  useEffect(() => {
    const element = scroller.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 60;
    if (atEnd.current) setBelow(false);
  };

  const showOlder = () => {
    heightBefore.current = scroller.current?.scrollHeight;
    atEnd.current = false;
    void query.fetchNextPage();
  };

  return (
    <section
      aria-label={t('chat.with', { name: leadName })}
      className="flex h-full min-h-0 flex-col bg-canvas"
    >
      <div className="relative min-h-0 flex-1">
        <div
          ref={scroller}
          onScroll={onScroll}
          className="h-full overflow-y-auto px-4 pb-4"
          tabIndex={0}
        >
          <div
            role="log"
            aria-label={t('chat.messages', { name: leadName })}
            aria-relevant="additions"
          >
            {query.hasNextPage && (
              <div className="flex justify-center pt-3">
                <Button size="sm" busy={query.isFetchingNextPage} onClick={showOlder}>
                  {t('chat.earlier')}
                </Button>
              </div>
            )}
            {query.isPending && <ChatSkeleton />}
            {query.isError && messages.length === 0 && (
              <ErrorState error={query.error} onRetry={() => void query.refetch()} />
            )}
            {query.isSuccess && messages.length === 0 && pending.length === 0 && (
              <EmptyState
                icon={MessageSquareText}
                title={t('chat.empty')}
                text={blocked ?? t('chat.emptyText', { name: leadName })}
              />
            )}
            {messages.map((message, index) => {
              const before = messages[index - 1];
              const newDay = !before || day(before) !== day(message);
              return (
                <Fragment key={message.id}>
                  {newDay && (
                    <p className="mt-4 mb-1 text-center text-xs font-medium text-ink-3">
                      {formatDayHeading(message.at)}
                    </p>
                  )}
                  <Bubble
                    message={message}
                    leadName={leadName}
                    first={newDay || !before || !sameSender(before, message)}
                  />
                </Fragment>
              );
            })}
            {pending.map((each) => (
              <PendingBubble
                key={each.clientId}
                pending={each}
                onRetry={() => retry(each)}
                onDiscard={() => discard(each)}
              />
            ))}
          </div>
        </div>
        {below && (
          <Button
            size="sm"
            className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full"
            onClick={() => {
              atEnd.current = true;
              setBelow(false);
              toEnd();
            }}
          >
            <ArrowDown aria-hidden />
            {t('chat.newBelow')}
          </Button>
        )}
      </div>
      {!lost && (
        <Composer
          key={leadId}
          leadId={leadId}
          leadName={leadName}
          blocked={blocked}
          way={way.data}
          asking={way.isLoading}
          onSend={(text, template) => {
            atEnd.current = true;
            send(text, template);
          }}
        />
      )}
    </section>
  );
}

/** What is on a visible screen is being read: all of a lead's conversations, on every channel. */
function useReadWhileShown(leadId: string) {
  const { conversations } = useConversations();
  const { mutate } = useMarkRead();
  const unread = useMemo(
    () => conversations.filter((each) => each.leadId === leadId && each.unread > 0),
    [conversations, leadId],
  );
  useEffect(() => {
    if (unread.length === 0) return;
    const mark = () => {
      if (document.visibilityState === 'visible') for (const { id } of unread) mutate(id);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [unread, mutate]);
}

function ChatSkeleton() {
  return (
    <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-3 pt-6">
      <Skeleton className="h-12 w-3/5 rounded-2xl" />
      <Skeleton className="h-12 w-1/2 self-end rounded-2xl" />
      <Skeleton className="h-16 w-2/3 rounded-2xl" />
    </div>
  );
}
