import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Assignment, AssignmentPlan, Availability, AvailabilityChange } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

const availabilityOf = (id: string) => `/api/members/${encodeURIComponent(id)}/availability`;

export function useAssignment() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.assignment,
    queryFn: ({ signal }) => http.get<Assignment>('/api/assignment', { signal }),
  });
}

export function useChangePlan() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ plan, version }: { plan: AssignmentPlan; version: number }) =>
      http.put<Assignment>('/api/assignment', { body: plan, version }),
    onSuccess: (saved) => client.setQueryData(keys.assignment, saved),
  });
}

export function useAvailability(id: string | undefined) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.availability(id ?? ''),
    queryFn: ({ signal }) => http.get<Availability>(availabilityOf(id ?? ''), { signal }),
    enabled: !!id,
  });
}

export function useChangeAvailability(id: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    scope: { id: `availability ${id}` },
    mutationFn: (change: AvailabilityChange) =>
      http.patch<Availability>(availabilityOf(id), { body: change }),
    onSuccess: (saved) => client.setQueryData(keys.availability(id), saved),
    onSettled: () => client.invalidateQueries({ queryKey: keys.assignment }),
  });
}
