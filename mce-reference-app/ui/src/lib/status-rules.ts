import { useQuery } from '@tanstack/react-query';
import type { LeadStatus, StatusRules } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/** Who may give leads which status, and what the person must ask for. */
export function useStatusRules() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.statusRules,
    queryFn: ({ signal }) => http.get<StatusRules>('/api/status-rules', { signal }),
    staleTime: 5 * 60_000,
  });
}

/** Whether the person must ask for a change. The server decides; until it is known, no. */
export function useMustAsk(): (from: LeadStatus, to: LeadStatus) => boolean {
  const restricted = useStatusRules().data?.restricted ?? [];
  return (from, to) => restricted.some((move) => move.from === from && move.to === to);
}
