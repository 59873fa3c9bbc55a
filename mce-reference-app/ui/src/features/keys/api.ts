import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ApiKey, ApiKeyDraft, CreatedApiKey, Page } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

export function useApiKeys() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.apiKeys,
    queryFn: ({ signal }) => http.get<Page<ApiKey>>('/api/keys', { signal }),
    // No event tells of a use, so each visit asks anew.
    staleTime: 0,
  });
}

/** Without an idempotency key, and forgotten with the dialog: the answer holds the key itself. */
export function useCreateKey() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    gcTime: 0,
    mutationFn: (body: ApiKeyDraft) => http.post<CreatedApiKey>('/api/keys', { body }),
    onSettled: () => void client.invalidateQueries({ queryKey: keys.apiKeys }),
  });
}

export function useRevoke(id: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: () => http.delete(`/api/keys/${encodeURIComponent(id)}`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.apiKeys }),
  });
}
