import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ChannelAccount, Page, SandboxMessage, SandboxPhone } from '@/api/types';
import { http } from '@/lib/http';
import { newId } from '@/lib/id';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/** The provider whose "network" is this page. */
const SANDBOX = 'sandbox';

export function useHasSandbox(): boolean {
  const keys = queryKeys(useOrganizationId());
  const channels = useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => http.get<Page<ChannelAccount>>('/api/channels', { signal }),
  });
  return (channels.data?.items ?? []).some((account) => account.provider.startsWith(SANDBOX));
}

export function useSandboxPhones() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.sandboxPhones,
    queryFn: ({ signal }) =>
      http.get<Page<SandboxPhone>>('/api/sandbox/phones', { query: { limit: 200 }, signal }),
  });
}

const MESSAGES_SHOWN = 100;

export function useSandboxMessages(phone: string | undefined) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.sandboxMessages(phone ?? ''),
    queryFn: ({ signal }) =>
      http.get<Page<SandboxMessage>>('/api/sandbox/messages', {
        query: { phone, limit: MESSAGES_SHOWN },
        signal,
      }),
    enabled: phone !== undefined,
  });
}

export function useAnswerAsLead() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: (message: { from: string; text: string }) =>
      http.post<{ id: string }>('/api/sandbox/inbound', {
        body: message,
        idempotencyKey: newId(),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.sandbox }),
  });
}
