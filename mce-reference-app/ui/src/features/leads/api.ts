import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query';
import type { CaptureBody, Lead, LeadChange, LeadDraft, Page, SegmentPreview } from '@/api/types';
import { refetchShallow } from '@/lib/coalesce';
import { http } from '@/lib/http';
import { newId } from '@/lib/id';
import { useJoined } from '@/lib/joined-pages';
import { Problem } from '@/lib/problem';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { readDefinition, withFilters } from './conditions';
import type { LeadFilters } from './filters';

/** As many as the server gives at a time: a list is scrolled through quickly. */
const PAGE = 200;

const path = (id: string) => `/api/leads/${encodeURIComponent(id)}`;

/** A page of the list: of conditions that are not saved, or of the filters of the address. */
function fetchLeads(
  filters: LeadFilters,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Page<Lead>> {
  const { where, segmentId, ...query } = filters;
  const definition = readDefinition(where ?? null);
  if (!definition) {
    return http.get<Page<Lead>>('/api/leads', {
      query: { ...query, segmentId, limit: PAGE, cursor },
      signal,
    });
  }
  return http.post<SegmentPreview>('/api/segments/preview', {
    body: {
      definition: withFilters(definition, filters),
      q: filters.q,
      sort: filters.sort,
      limit: PAGE,
      cursor,
    },
    signal,
  });
}

export function useLeads(filters: LeadFilters) {
  const keys = queryKeys(useOrganizationId());
  const query = useInfiniteQuery({
    queryKey: keys.leadList(filters),
    queryFn: ({ signal, pageParam }) => fetchLeads(filters, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
    // Events say when the list is old; nothing else has to.
    staleTime: Infinity,
  });
  const leads = useJoined(query.data, (lead) => lead.id);
  const client = useQueryClient();
  /** Forgets what was scrolled to: a list of a thousand pages would be asked for page by page. */
  const startOver = () => {
    client.setQueryData<InfiniteData<Page<Lead>>>(keys.leadList(filters), (list) =>
      list?.pages === undefined
        ? list
        : { pages: list.pages.slice(0, 1), pageParams: list.pageParams.slice(0, 1) },
    );
    void query.refetch();
  };
  return { ...query, leads, startOver };
}

export function useLead(id: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useQuery<Lead>({
    queryKey: keys.lead(id),
    queryFn: ({ signal }) => http.get<Lead>(path(id), { signal }),
    // The row that was clicked is shown while the full card is on its way.
    placeholderData: () =>
      client
        .getQueriesData<InfiniteData<Page<Lead>>>({ queryKey: keys.leads })
        .flatMap(([, data]) => data?.pages?.flatMap((page) => page.items) ?? [])
        .find((lead) => lead.id === id),
  });
}

export function useCreateLead() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ draft, key }: { draft: LeadDraft; key: string }) =>
      http.post<CaptureBody>('/api/leads', { body: draft, idempotencyKey: key }),
    onSuccess: ({ lead }) => {
      client.setQueryData(keys.lead(lead.id), lead);
      return refetchShallow(client, keys.leads);
    },
  });
}

/**
 * Changes a lead: the screen shows it at once, and shows the truth again when the server refuses.
 * With 412 the truth is the version someone else saved.
 */
export function useChangeLead(id: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  const put = (lead: Lead) => {
    client.setQueryData(keys.lead(id), lead);
    client.setQueriesData<InfiniteData<Page<Lead>>>({ queryKey: keys.leads }, (list) =>
      list?.pages === undefined
        ? list
        : {
            ...list,
            pages: list.pages.map((page) => ({
              ...page,
              items: page.items.map((each) => (each.id === id ? lead : each)),
            })),
          },
    );
  };
  return useMutation({
    meta: { ownErrors: true },
    // Two changes in a row wait for each other, or the second one would carry an old version.
    scope: { id: `lead ${id}` },
    mutationFn: ({ change, version }: { change: LeadChange; version?: number }) =>
      http.patch<Lead>(path(id), {
        body: change,
        version: version ?? client.getQueryData<Lead>(keys.lead(id))?.version,
      }),
    onMutate: async ({ change }) => {
      await client.cancelQueries({ queryKey: keys.lead(id) });
      const before = client.getQueryData<Lead>(keys.lead(id));
      if (before) put({ ...before, ...change });
      return { before };
    },
    onSuccess: put,
    onError: (error, _variables, context) => {
      const current = error instanceof Problem ? (error.current as Lead | undefined) : undefined;
      if (current?.id === id) put(current);
      else if (context?.before) put(context.before);
      void client.invalidateQueries({ queryKey: keys.lead(id) });
    },
  });
}

export function useAutomation(id: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: (action: 'PAUSE' | 'RESUME') =>
      http.post<Lead>(`${path(id)}/automation`, { body: { action }, idempotencyKey: newId() }),
    onSuccess: (lead) => {
      client.setQueryData(keys.lead(id), lead);
      return client.invalidateQueries({ queryKey: keys.leads });
    },
  });
}
