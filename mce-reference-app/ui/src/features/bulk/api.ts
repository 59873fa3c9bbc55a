import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { BulkChange, BulkFailure, BulkOrder, Page } from '@/api/types';
import { http } from '@/lib/http';
import { newId } from '@/lib/id';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { usePages } from '@/lib/use-pages';
import { isOpen } from './words';

const path = (id: string) => `/api/leads/bulk/${encodeURIComponent(id)}`;

/** While one is under way, more often than events come. */
const pace = (open: boolean) => (open ? 1_000 : false);

/** The newest changes. */
export function useLatest() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: [...keys.bulkChanges, 'latest'],
    queryFn: ({ signal }) =>
      http.get<Page<BulkChange>>('/api/leads/bulk', { query: { limit: 10 }, signal }),
    refetchInterval: (query) => pace(query.state.data?.items.some(isOpen) ?? false),
  });
}

export function useBulkChanges() {
  const keys = queryKeys(useOrganizationId());
  return usePages<BulkChange>(keys.bulkChanges, '/api/leads/bulk');
}

export function useBulkChange(id: string) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.bulkChange(id),
    queryFn: ({ signal }) => http.get<BulkChange>(path(id), { signal }),
    refetchInterval: (query) => pace(query.state.data ? isOpen(query.state.data) : false),
  });
}

/** The leads that could not be changed; asked anew when there are more of them. */
export function useFailures(change: BulkChange) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: [...keys.bulkFailures(change.id), change.failed],
    queryFn: ({ signal }) =>
      http.get<Page<BulkFailure>>(`${path(change.id)}/failures`, {
        query: { limit: 200 },
        signal,
      }),
    enabled: change.failed > 0,
    placeholderData: (before) => before,
  });
}

/** The changes that this person started here and has not put away, wherever they go. */
export function useWatched() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  const query = useQuery({
    queryKey: keys.bulkWatched,
    queryFn: () => client.getQueryData<string[]>(keys.bulkWatched) ?? [],
    initialData: [] as string[],
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return {
    ids: query.data,
    putAway: (id: string) =>
      client.setQueryData<string[]>(keys.bulkWatched, (known = []) =>
        known.filter((each) => each !== id),
      ),
  };
}

function watch(client: QueryClient, keys: ReturnType<typeof queryKeys>, id: string) {
  client.setQueryData<string[]>(keys.bulkWatched, (known = []) => [...known, id]);
  return client.invalidateQueries({ queryKey: keys.bulkChanges });
}

export function useStartBulk() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: (order: BulkOrder) =>
      http.post<{ id: string }>('/api/leads/bulk', { body: order, idempotencyKey: newId() }),
    onSuccess: ({ id }) => watch(client, keys, id),
  });
}

export function useUndoBulk() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: (id: string) => http.post<{ id: string }>(`${path(id)}/undo`),
    onSuccess: ({ id }, undone) => {
      void client.invalidateQueries({ queryKey: keys.bulkChange(undone) });
      return watch(client, keys, id);
    },
  });
}

export function useCancelBulk() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: (id: string) => http.post<BulkChange>(`${path(id)}/cancel`),
    onSuccess: (change) => {
      client.setQueryData(keys.bulkChange(change.id), change);
      return client.invalidateQueries({ queryKey: keys.bulkChanges });
    },
  });
}
