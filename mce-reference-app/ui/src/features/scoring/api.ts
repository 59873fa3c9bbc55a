import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ScorePreview, Scoring, ScoringRules } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/** How often to look while leads are being scored again. */
const PACE = 1_000;

export function useScoring() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.scoring,
    queryFn: ({ signal }) => http.get<Scoring>('/api/scoring/rules', { signal }),
    refetchInterval: ({ state }) => (state.data?.progress.running ? PACE : false),
  });
}

export function useChangeScoring() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ rules, version }: { rules: ScoringRules; version: number }) =>
      http.put<Scoring>('/api/scoring/rules', { body: rules, version }),
    onSuccess: (saved) => client.setQueryData(keys.scoring, saved),
  });
}

export function usePreview() {
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: (rules: ScoringRules) =>
      http.post<ScorePreview>('/api/scoring/rules/preview', { body: rules }),
  });
}
