import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Lead, LeadMerge, MergeDone, MergePreview, MergeSide, Page } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

const path = (id: string) => `/api/leads/${encodeURIComponent(id)}`;

export type Choices = Record<string, MergeSide>;

/** Leads that a text finds, for somebody who looks for the other one of two. */
export function useOthers(text: string, not: string) {
  const keys = queryKeys(useOrganizationId());
  const filters = { q: text, limit: 6 };
  return useQuery({
    queryKey: keys.leadList({ merge: true, ...filters }),
    queryFn: ({ signal }) => http.get<Page<Lead>>('/api/leads', { query: filters, signal }),
    select: ({ items }) => items.filter((lead) => lead.id !== not).slice(0, 5),
    enabled: text.length > 1,
    placeholderData: keepPreviousData,
  });
}

/** What a merge would make of two leads. */
export function useMergePreview(survivorId: string, mergedId: string, choices: Choices) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.mergePreview(survivorId, mergedId, choices),
    queryFn: ({ signal }) =>
      http.post<MergePreview>(`${path(survivorId)}/merge/preview`, {
        body: { mergedId, choices },
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
}

/** Everything a merge moves from one lead to another. */
function useAfterMerge() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return ({ lead, merge }: MergeDone) => {
    client.setQueryData(keys.lead(lead.id), lead);
    for (const id of [merge.survivorId, merge.mergedId]) {
      const ofLead = [
        keys.messages(id),
        keys.merges(id),
        keys.timeline(id),
        keys.consents(id),
        keys.doNotContact(id),
      ];
      for (const queryKey of ofLead) void client.invalidateQueries({ queryKey });
    }
    void client.invalidateQueries({ queryKey: keys.lead(merge.mergedId) });
    for (const queryKey of [keys.leads, keys.conversations, keys.suggestions]) {
      void client.invalidateQueries({ queryKey });
    }
  };
}

export function useMerge() {
  const after = useAfterMerge();
  return useMutation({
    mutationFn: (merge: { survivorId: string; mergedId: string; choices: Choices }) =>
      http.post<MergeDone>(`${path(merge.survivorId)}/merge`, {
        body: { mergedId: merge.mergedId, choices: merge.choices },
      }),
    onSuccess: after,
  });
}

export function useUnmerge() {
  const after = useAfterMerge();
  return useMutation({
    mutationFn: (mergeId: string) =>
      http.post<MergeDone>(`/api/leads/merges/${encodeURIComponent(mergeId)}/undo`),
    onSuccess: after,
  });
}

/** The merges of a lead, newest first. */
export function useMerges(leadId: string) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.merges(leadId),
    queryFn: ({ signal }) => http.get<{ items: LeadMerge[] }>(`${path(leadId)}/merges`, { signal }),
  });
}
