import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bell } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Notice, Notices } from '@/api/types';
import { cn } from '@/lib/cn';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { useLiveEvent } from '@/lib/live';
import { queryKeys } from '@/lib/query-keys';
import { routes } from '@/lib/routes';
import { useOrganizationId } from '@/lib/session';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Popover, PopoverContent, PopoverTrigger } from '@/ui/popover';
import { Time } from '@/ui/time';
import { toast } from '@/ui/toast';

export function NoticesBell() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const keys = queryKeys(useOrganizationId());
  const notices = useQuery({
    queryKey: keys.notices,
    queryFn: ({ signal }) => http.get<Notices>('/api/notices', { signal }),
  });
  const read = useMutation({
    mutationFn: (ids: string[]) =>
      Promise.all(ids.map((id) => http.post(`/api/notices/${encodeURIComponent(id)}/read`))),
    onMutate: (ids) => {
      client.setQueryData<Notices>(
        keys.notices,
        (known) =>
          known && {
            items: known.items.map((notice) =>
              ids.includes(notice.id)
                ? { ...notice, readAt: notice.readAt ?? new Date().toISOString() }
                : notice,
            ),
            unread: Math.max(0, known.unread - ids.length),
          },
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.notices }),
  });

  const show = (notice: Notice) => {
    setOpen(false);
    if (!notice.readAt) read.mutate([notice.id]);
    if (notice.leadId) void navigate(routes.lead(notice.leadId));
  };

  useToasts(async (ids) => {
    const { items } = await client.fetchQuery({
      queryKey: keys.notices,
      queryFn: () => http.get<Notices>('/api/notices'),
      staleTime: 0,
    });
    const raised = items.filter((notice) => ids.includes(notice.id));
    const [only] = raised;
    if (raised.length > 1) toast.tell(t('notices.several', { count: raised.length }));
    else if (only) {
      const open = { label: t('common.open'), onClick: () => show(only) };
      toast.tell(only.text, only.leadId ? open : undefined);
    }
  });

  const unread = notices.data?.unread ?? 0;
  const items = notices.data?.items ?? [];
  const unreadIds = items.filter((notice) => !notice.readAt).map((notice) => notice.id);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          className="relative"
          aria-label={unread > 0 ? t('notices.unread', { count: unread }) : t('notices.title')}
        >
          <Bell aria-hidden className="size-[18px]!" />
          {unread > 0 && (
            <span
              aria-hidden
              className="absolute top-0.5 right-0.5 min-w-4 rounded-full bg-bad px-1 text-[10px] leading-4 font-semibold text-white"
            >
              {unread > 9 ? '9+' : unread}
            </span>
          )}
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        className="w-88 max-w-[calc(100vw-1rem)] p-0"
        aria-label={t('notices.title')}
      >
        <div className="flex h-11 items-center justify-between border-b border-line pr-2 pl-4">
          <h2 className="font-semibold">{t('notices.title')}</h2>
          {unreadIds.length > 0 && (
            <Button variant="ghost" size="sm" onClick={() => read.mutate(unreadIds)}>
              {t('notices.readAll')}
            </Button>
          )}
        </div>
        {items.length === 0 ? (
          <EmptyState
            icon={Bell}
            title={t('notices.empty')}
            text={t('notices.emptyText')}
            className="py-8"
          />
        ) : (
          <ul className="max-h-96 overflow-y-auto p-1">
            {items.map((notice) => (
              <li key={notice.id}>
                <button
                  type="button"
                  onClick={() => show(notice)}
                  className="flex w-full gap-2.5 rounded-md px-3 py-2 text-left hover:bg-hover"
                >
                  <span
                    aria-hidden
                    className={cn(
                      'mt-1.5 size-2 shrink-0 rounded-full',
                      notice.readAt ? 'bg-transparent' : 'bg-accent',
                    )}
                  />
                  <span className="min-w-0 flex-1">
                    <span className={cn('block', !notice.readAt && 'font-medium')}>
                      {notice.text}
                    </span>
                    <span className="text-xs text-ink-3">
                      {!notice.readAt && <span className="sr-only">{t('notices.isUnread')} </span>}
                      <Time at={notice.at} />
                    </span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </PopoverContent>
    </Popover>
  );
}

/** Calls with the notices raised lately: those of one moment at once, not one toast for each. */
function useToasts(tell: (ids: string[]) => Promise<void>) {
  const ids = useRef<string[]>([]);
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  useLiveEvent((item) => {
    if (item.name !== 'notice.raised') return;
    const id = item.data.noticeId ?? item.subject?.id;
    if (typeof id !== 'string') return;
    ids.current.push(id);
    if (ids.current.length > 1) return;
    setTimeout(() => {
      const raised = ids.current.splice(0);
      // The bell shows them in any case; a toast that cannot be fetched is not worth an error.
      latest.current(raised).catch(() => undefined);
    }, 500);
  });
}
