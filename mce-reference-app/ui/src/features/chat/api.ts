import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Conversation, Message, Page, ReplyWay, TemplateUse } from '@/api/types';
import { authorized, http } from '@/lib/http';
import { newId } from '@/lib/id';
import { useJoined } from '@/lib/joined-pages';
import { queryKeys } from '@/lib/query-keys';
import { clockAhead } from '@/lib/server-clock';
import { useOrganizationId } from '@/lib/session';

const PAGE = 50;

export function useConversations() {
  const keys = queryKeys(useOrganizationId());
  const query = useInfiniteQuery({
    queryKey: keys.conversations,
    queryFn: ({ signal, pageParam }) =>
      http.get<Page<Conversation>>('/api/conversations', {
        query: { limit: PAGE, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  return { ...query, conversations: useJoined(query.data, ({ id }) => id) };
}

/** A row can move to an earlier page between two fetches and would then come twice. */
function unique<T extends { id: string }>(items: T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

/** Messages not yet seen, in the conversations that moved last. */
export function useUnread(): number {
  const { conversations } = useConversations();
  return conversations.reduce((sum, conversation) => sum + conversation.unread, 0);
}

export function useMarkRead() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: (id: string) => http.post(`/api/conversations/${encodeURIComponent(id)}/read`),
    onMutate: (id) => {
      client.setQueryData<InfiniteData<Page<Conversation>>>(
        keys.conversations,
        (known) =>
          known && {
            ...known,
            pages: known.pages.map((page) => ({
              ...page,
              items: page.items.map((each) => (each.id === id ? { ...each, unread: 0 } : each)),
            })),
          },
      );
    },
  });
}

export function useMessages(leadId: string) {
  const keys = queryKeys(useOrganizationId());
  const query = useInfiniteQuery({
    queryKey: keys.messages(leadId),
    queryFn: ({ signal, pageParam }) =>
      http.get<Page<Message>>(`/api/leads/${encodeURIComponent(leadId)}/messages`, {
        query: { limit: PAGE, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  // Each page is oldest first, and each further page is older than the one before.
  const messages = useMemo(
    () => unique([...(query.data?.pages ?? [])].reverse().flatMap((page) => page.items)),
    [query.data],
  );
  return { ...query, messages };
}

/** A way, with how far the clock that it is told by is ahead of this machine's. */
export interface TimedWay extends ReplyWay {
  clockAhead: number;
}

/** By which way an answer would go, and whether it may be free text. */
export function useReplyWay(leadId: string) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.replyWay(leadId),
    queryFn: async ({ signal }): Promise<TimedWay> => {
      const path = `/api/leads/${encodeURIComponent(leadId)}/reply-way`;
      const response = await authorized('GET', path, { signal });
      const ahead = clockAhead(response.headers, Date.now());
      return { ...((await response.json()) as ReplyWay), clockAhead: ahead };
    },
  });
}

/** A message of mine that the server has not confirmed yet. */
export interface Pending {
  clientId: string;
  text: string;
  /** Which template says it, if one does. */
  template?: TemplateUse;
  at: string;
  /** Known once the server took it; the bubble stays until the list holds that message. */
  messageId?: string;
  failed?: boolean;
}

const pendingKey = (organizationId: string, leadId: string) =>
  [organizationId, 'pending', leadId] as const;

/** Kept beside the server's list, so that a refetch can neither lose nor double a bubble. */
export function usePending(leadId: string, messages: Message[]): Pending[] {
  const organizationId = useOrganizationId();
  const { data } = useQuery<Pending[]>({
    queryKey: pendingKey(organizationId, leadId),
    queryFn: () => [],
    enabled: false,
    initialData: [],
    gcTime: Infinity,
  });
  return useMemo(() => {
    const known = new Set(messages.map((message) => message.id));
    return data.filter(({ messageId }) => !messageId || !known.has(messageId));
  }, [data, messages]);
}

export function useSend(leadId: string) {
  const client = useQueryClient();
  const organizationId = useOrganizationId();
  const keys = queryKeys(organizationId);
  const key = pendingKey(organizationId, leadId);

  const change = (clientId: string, with_: Partial<Pending>) =>
    client.setQueryData<Pending[]>(key, (all) =>
      all?.map((each) => (each.clientId === clientId ? { ...each, ...with_ } : each)),
    );

  const mutation = useMutation({
    mutationFn: ({ clientId, text, template }: Pending) =>
      http.post<Message>(`/api/leads/${encodeURIComponent(leadId)}/messages`, {
        body: template ? { template, clientId } : { text, clientId },
        idempotencyKey: clientId,
      }),
    onSuccess: (message, { clientId }) => {
      change(clientId, { messageId: message.id });
      return client.invalidateQueries({ queryKey: keys.messages(leadId) });
    },
    onError: (_error, { clientId }) => {
      change(clientId, { failed: true });
      // What was refused may have been refused because the way is another by now.
      void client.invalidateQueries({ queryKey: keys.replyWay(leadId) });
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.conversations }),
  });

  return {
    send: (text: string, template?: TemplateUse) => {
      const pending: Pending = { clientId: newId(), text, template, at: new Date().toISOString() };
      client.setQueryData<Pending[]>(key, (all) => [...(all ?? []), pending]);
      mutation.mutate(pending);
    },
    /** The same client id again: if the first try did arrive, nothing is sent twice. */
    retry: (pending: Pending) => {
      change(pending.clientId, { failed: false });
      mutation.mutate(pending);
    },
    discard: (pending: Pending) =>
      client.setQueryData<Pending[]>(key, (all) =>
        all?.filter((each) => each.clientId !== pending.clientId),
      ),
  };
}
