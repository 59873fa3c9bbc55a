import { useInfiniteQuery, useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import type { ArchivedLead, LeadDependencies, LeadOutcome, Page } from '@/api/types';
import { http } from '@/lib/http';
import { useJoined } from '@/lib/joined-pages';
import { Problem } from '@/lib/problem';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { outcomesOf, portions, type Outcomes } from './outcomes';

/** Somebody else deleted it meanwhile; deleting it again says so. */
const NOTHING: LeadDependencies = { counts: {}, objections: [], deletable: true };

/** What hangs on each of these leads, asked anew whenever somebody is about to delete them. */
export function useDependencies(ids: readonly string[]) {
  const keys = queryKeys(useOrganizationId());
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: keys.dependencies(id),
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        try {
          return await http.get<LeadDependencies>(
            `/api/leads/${encodeURIComponent(id)}/dependencies`,
            { signal },
          );
        } catch (error) {
          if (error instanceof Problem && error.status === 404) return NOTHING;
          throw error;
        }
      },
      staleTime: 0,
      gcTime: 0,
    })),
    combine: (results) => ({
      isPending: results.some((result) => result.isPending),
      error: results.find((result) => result.isError)?.error,
      all: results.flatMap(({ data }, index) => (data ? [{ ...data, id: ids[index] ?? '' }] : [])),
      refetch: () => results.forEach((result) => void result.refetch()),
    }),
  });
}

function useMany(action: 'delete' | 'restore') {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: async (ids: readonly string[]): Promise<Outcomes> => {
      const items: LeadOutcome[] = [];
      for (const portion of portions(ids)) {
        const body = { ids: portion };
        const answer = await http.post<{ items: LeadOutcome[] }>(`/api/leads/${action}`, { body });
        items.push(...answer.items);
      }
      return outcomesOf(items);
    },
    // Also after a failure: an earlier portion may have gone through.
    onSettled: () => {
      for (const queryKey of [keys.leads, keys.archive, keys.conversations]) {
        void client.invalidateQueries({ queryKey });
      }
    },
  });
}

export const useDeleteLeads = () => useMany('delete');
export const useRestoreLeads = () => useMany('restore');

/** Deleted leads that can be brought back, newest first. */
export function useArchive(enabled: boolean) {
  const keys = queryKeys(useOrganizationId());
  const query = useInfiniteQuery({
    queryKey: keys.archive,
    queryFn: ({ signal, pageParam }) =>
      http.get<Page<ArchivedLead>>('/api/leads/archive', {
        query: { limit: 50, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    enabled,
  });
  return { ...query, items: useJoined(query.data, (item) => item.lead.id) };
}
