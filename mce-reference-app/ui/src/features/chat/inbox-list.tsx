import { CornerUpLeft, MessagesSquare } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { cn } from '@/lib/cn';
import { leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { Avatar } from '@/ui/avatar';
import { Button } from '@/ui/button';
import { DataTable } from '@/ui/data-table';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { SkeletonRows } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { useConversations } from './api';

/** The conversations, the one that moved last on top. */
export function InboxList({ selected }: { selected?: string }) {
  const navigate = useNavigate();
  const [unreadOnly, setUnreadOnly] = useState(false);
  const query = useConversations();
  const { conversations, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const shown = useMemo(
    () =>
      unreadOnly
        ? conversations.filter((each) => each.unread > 0 || each.leadId === selected)
        : conversations,
    [conversations, unreadOnly, selected],
  );
  const current = conversations.find((each) => each.leadId === selected)?.id;

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-14 shrink-0 items-center justify-between border-b border-line px-4">
        <h1 className="text-base font-semibold">{t('nav.conversations')}</h1>
        <Button
          variant="ghost"
          size="sm"
          aria-pressed={unreadOnly}
          className={cn(unreadOnly && 'bg-accent-soft text-accent-text')}
          onClick={() => setUnreadOnly(!unreadOnly)}
        >
          {t('chat.unreadOnly')}
        </Button>
      </div>
      {query.isPending ? (
        <SkeletonRows className="h-[68px]" />
      ) : query.isError && conversations.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : shown.length === 0 ? (
        <EmptyState
          icon={MessagesSquare}
          title={unreadOnly ? t('chat.allRead') : t('chat.noConversations')}
          text={unreadOnly ? undefined : t('chat.noConversationsText')}
        >
          {!unreadOnly && (
            <Button asChild>
              <Link to={routes.leads}>{t('chat.toLeads')}</Link>
            </Button>
          )}
        </EmptyState>
      ) : (
        <DataTable
          label={t('nav.conversations')}
          rows={shown}
          rowKey={(conversation) => conversation.id}
          rowHeight={68}
          selected={current}
          hideHeader
          onOpen={(conversation) => void navigate(routes.conversation(conversation.leadId))}
          onEnd={() => {
            if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
          }}
          loadingMore={isFetchingNextPage}
          columns={[
            {
              id: 'conversation',
              header: t('nav.conversations'),
              width: 'minmax(0, 1fr)',
              cell: (conversation) => (
                <div className="flex items-center gap-3">
                  <Avatar name={leadName({ name: conversation.leadName })} className="size-9" />
                  <div className="min-w-0 flex-1">
                    <div className="flex items-baseline justify-between gap-2">
                      <Link
                        to={routes.conversation(conversation.leadId)}
                        tabIndex={-1}
                        className={cn(
                          'truncate',
                          conversation.unread > 0 ? 'font-semibold' : 'font-medium',
                        )}
                      >
                        {leadName({ name: conversation.leadName })}
                      </Link>
                      <Time at={conversation.lastAt} className="shrink-0 text-xs text-ink-3" />
                    </div>
                    <div className="flex items-center justify-between gap-2">
                      <span
                        className={cn(
                          'truncate text-[13px]',
                          conversation.unread > 0 ? 'text-ink' : 'text-ink-2',
                        )}
                      >
                        {conversation.lastDirection === 'OUTBOUND' && (
                          <>
                            <CornerUpLeft className="mr-1 inline size-3.5 text-ink-3" aria-hidden />
                            <span className="sr-only">{t('chat.fromUs')} </span>
                          </>
                        )}
                        {conversation.lastText}
                      </span>
                      {conversation.unread > 0 && (
                        <span className="shrink-0 rounded-full bg-accent px-1.5 text-xs leading-5 font-semibold text-accent-ink">
                          <span aria-hidden>{conversation.unread}</span>
                          <span className="sr-only">
                            {t('chat.unread', { count: conversation.unread })}
                          </span>
                        </span>
                      )}
                    </div>
                  </div>
                </div>
              ),
            },
          ]}
        />
      )}
    </div>
  );
}
