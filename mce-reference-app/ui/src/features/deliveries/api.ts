import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  Campaign,
  ChannelAccount,
  DecisionOutcomes,
  Delivery,
  DoubtDecision,
  LiftReason,
  Page,
  PastedLines,
  Suppression,
  Undecided,
} from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { usePages } from '@/lib/use-pages';
import type { DeliveryFilters } from './filters';

/** The log as far as it was asked for, newest first. */
export function useLog({ ...filters }: DeliveryFilters) {
  const keys = queryKeys(useOrganizationId());
  return usePages<Delivery>(keys.deliveryLog(filters), '/api/deliveries', filters);
}

/** The messages of which nobody knows whether they arrived, the oldest first. */
export function useUndecided() {
  const keys = queryKeys(useOrganizationId());
  return usePages<Undecided>(keys.undecided, '/api/deliveries/undecided');
}

/** The accounts by which messages go. */
export function useAccounts() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => http.get<Page<ChannelAccount>>('/api/channels', { signal }),
  });
}

/** The newest campaigns, to narrow the log to one. */
export function useCampaignNames() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.deliveryCampaigns,
    queryFn: ({ signal }) =>
      http.get<Page<Campaign>>('/api/campaigns', { query: { limit: 50 }, signal }),
    staleTime: 60_000,
  });
}

/** Decides the same about some, each by itself. */
export function useDecide() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: ({ decision, of }: { decision: DoubtDecision; of: readonly Undecided[] }) =>
      http.post<DecisionOutcomes>('/api/deliveries/decisions', {
        body: {
          decision,
          items: of.map(({ delivery }) => ({ id: delivery.id, attempt: delivery.attempt })),
        },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.deliveries }),
  });
}

export function useSuppressions() {
  const keys = queryKeys(useOrganizationId());
  return usePages<Suppression>(keys.suppressions, '/api/suppressions');
}

function useSuppressionChange() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.suppressions }),
      client.invalidateQueries({ queryKey: keys.doNotContacts }),
    ]);
}

/** In a body and not in an address, which others may keep. */
export function useLookUp() {
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: (address: string) =>
      http.post<Page<Suppression>>('/api/suppressions/look-up', { body: { address } }),
  });
}

export function useSuppress() {
  const changed = useSuppressionChange();
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: (body: { channel: string; address: string }) =>
      http.post<Suppression>('/api/suppressions', { body }),
    onSuccess: changed,
  });
}

export function useSuppressList() {
  const changed = useSuppressionChange();
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: (body: { channel: string; lines: string }) =>
      http.post<PastedLines>('/api/suppressions/list', { body }),
    onSuccess: changed,
  });
}

export function useLift() {
  const changed = useSuppressionChange();
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ entry, reason }: { entry: Suppression; reason: LiftReason }) =>
      http.post<undefined>('/api/suppressions/remove', {
        body: { channel: entry.channel, key: entry.key, reason },
      }),
    onSettled: changed,
  });
}
