import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  CatalogEntry,
  DeliverySample,
  LeadMapping,
  LeadPoll,
  LeadSource,
  Page,
  UnderstoodLead,
} from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

export function useSources() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.sources,
    queryFn: ({ signal }) => http.get<Page<LeadSource>>('/api/sources', { signal }),
  });
}

/** The sources that are asked for leads; what comes of asking is seen without a click. */
export function useLeadPolls(enabled: boolean) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.leadPolls,
    queryFn: ({ signal }) => http.get<Page<LeadPoll>>('/api/sources/polls', { signal }),
    enabled,
    refetchInterval: 10_000,
  });
}

/** The kinds of source that can be asked for leads here. */
export function useLeadSourceKinds(enabled: boolean) {
  const keys = queryKeys(useOrganizationId());
  const query = useQuery({
    queryKey: keys.catalog,
    queryFn: ({ signal }) => http.get<Page<CatalogEntry>>('/api/channels/catalog', { signal }),
    staleTime: 10 * 60_000,
    enabled,
  });
  return (query.data?.items ?? []).filter((entry) => entry.kind === 'LEAD_SOURCE');
}

export function usePollNow(accountId: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: (again: boolean) =>
      http.post(`/api/sources/polls/${encodeURIComponent(accountId)}`, { body: { again } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.leadPolls }),
  });
}

export function useSample(sourceId: string) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.sourceSample(sourceId),
    queryFn: ({ signal }) =>
      http.get<{ sample?: DeliverySample }>(`/api/sources/${encodeURIComponent(sourceId)}/sample`, {
        signal,
      }),
    staleTime: 0,
  });
}

export function useTestDelivery(sourceId: string) {
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: (body: { contentType: string; body: string; mapping?: LeadMapping }) =>
      http.post<{ items: UnderstoodLead[] }>(`/api/sources/${encodeURIComponent(sourceId)}/test`, {
        body,
      }),
  });
}

export function useSaveMapping(source: LeadSource) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: (mapping: LeadMapping | undefined) =>
      http.put<LeadSource>(`/api/sources/${encodeURIComponent(source.id)}/mapping`, {
        body: mapping ?? {},
        version: source.version,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.sources }),
  });
}
