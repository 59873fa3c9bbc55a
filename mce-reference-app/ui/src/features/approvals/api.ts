import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { LeadStatus, StatusRequest } from '@/api/types';
import { http } from '@/lib/http';
import { newId } from '@/lib/id';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { usePages } from '@/lib/use-pages';

const ofLead = (leadId: string) => `/api/leads/${encodeURIComponent(leadId)}/status-requests`;
const ofRequest = (id: string) => `/api/status-requests/${encodeURIComponent(id)}`;

/** What waits for a decision, the oldest first. */
export function useOpenRequests() {
  const keys = queryKeys(useOrganizationId());
  return usePages<StatusRequest>(keys.openStatusRequests, '/api/status-requests');
}

/** What was asked for a lead, the newest first. */
export function useRequestsOf(leadId: string) {
  const keys = queryKeys(useOrganizationId());
  return usePages<StatusRequest>(keys.statusRequestsOf(leadId), ofLead(leadId));
}

function useRefresh() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return (leadId: string) =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.statusRequests }),
      client.invalidateQueries({ queryKey: keys.lead(leadId) }),
    ]);
}

export function useAsk(leadId: string) {
  const refresh = useRefresh();
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ key, ...body }: { status: LeadStatus; reason: string; key: string }) =>
      http.post<StatusRequest>(ofLead(leadId), { body, idempotencyKey: key }),
    onSettled: () => refresh(leadId),
  });
}

/** How a request ends by hand. */
export type Ending = 'approve' | 'withdraw';

export function useEnd() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ request, how }: { request: StatusRequest; how: Ending }) =>
      http.post<StatusRequest>(`${ofRequest(request.id)}/${how}`, { idempotencyKey: newId() }),
    onSettled: (_done, _error, { request }) => refresh(request.leadId),
  });
}

export function useRefuse(request: StatusRequest) {
  const refresh = useRefresh();
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: (answer: string) =>
      http.post<StatusRequest>(`${ofRequest(request.id)}/refuse`, { body: { answer } }),
    onSettled: () => refresh(request.leadId),
  });
}
