import { useQuery } from '@tanstack/react-query';
import type { Dashboard, LeadSource, Page } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/** The sources leads came from lately and those set up to send some, for pickers. */
export function useKnownSources(): string[] {
  const keys = queryKeys(useOrganizationId());
  const dashboard = useQuery({
    queryKey: keys.dashboard(30),
    queryFn: ({ signal }) => http.get<Dashboard>('/api/dashboard', { query: { days: 30 }, signal }),
  });
  const sources = useQuery({
    queryKey: keys.sources,
    queryFn: ({ signal }) => http.get<Page<LeadSource>>('/api/sources', { signal }),
  });
  const names = new Set([
    ...(dashboard.data?.bySource ?? []).map((entry) => entry.source),
    ...(sources.data?.items ?? []).map((source) => source.name),
  ]);
  return [...names].sort((a, b) => a.localeCompare(b));
}
