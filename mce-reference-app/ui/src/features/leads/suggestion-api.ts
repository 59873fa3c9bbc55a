import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { MergeSuggestion, Page } from '@/api/types';
import { http } from '@/lib/http';
import { useJoined } from '@/lib/joined-pages';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

const PATH = '/api/leads/suggestions';

/** What nobody has decided about yet, newest first. */
export function useSuggestions() {
  const keys = queryKeys(useOrganizationId());
  const query = useInfiniteQuery({
    queryKey: keys.suggestions,
    queryFn: ({ signal, pageParam }) =>
      http.get<Page<MergeSuggestion>>(PATH, { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  return { ...query, items: useJoined(query.data, (item) => item.id) };
}

export function useDismiss() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: (id: string) => http.post(`${PATH}/${encodeURIComponent(id)}/dismiss`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.suggestions }),
  });
}

export function useScan() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: () => http.post(`${PATH}/scan`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.suggestions }),
  });
}
