import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  Audience,
  AudienceSize,
  Campaign,
  CampaignDraft,
  ChannelAccount,
  Page,
  Recipient,
} from '@/api/types';
import { http } from '@/lib/http';
import { newId } from '@/lib/id';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { usePages } from '@/lib/use-pages';

const path = (id: string) => `/api/campaigns/${encodeURIComponent(id)}`;

export function useCampaigns() {
  const keys = queryKeys(useOrganizationId());
  return usePages<Campaign>(keys.campaigns, '/api/campaigns');
}

export function useCampaign(id: string | undefined) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.campaign(id ?? ''),
    queryFn: ({ signal }) => http.get<Campaign>(path(id ?? ''), { signal }),
    enabled: id !== undefined,
    // Events move the counters; this only catches what a broken line swallowed.
    refetchInterval: (query) => (query.state.data?.status === 'RUNNING' ? 5_000 : false),
  });
}

/** An audience without empty lists, which would read as "nobody"; undefined is everybody. */
export function compact(audience: Audience | undefined): Audience | undefined {
  const { statuses = [], sources = [], tags = [], segmentId } = audience ?? {};
  const result: Audience = {};
  if (statuses.length > 0) result.statuses = statuses;
  if (sources.length > 0) result.sources = sources;
  if (tags.length > 0) result.tags = tags;
  if (segmentId) result.segmentId = segmentId;
  return Object.keys(result).length > 0 ? result : undefined;
}

/** How many people an audience reaches now. */
export function useAudienceCount(audience: Audience | undefined, enabled = true) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.audience(audience ?? {}),
    queryFn: ({ signal }) =>
      http.post<AudienceSize>('/api/campaigns/audience', { body: { audience }, signal }),
    placeholderData: (previous) => previous,
    enabled,
  });
}

export function useCreateCampaign() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ draft, key }: { draft: CampaignDraft; key: string }) =>
      http.post<Campaign>('/api/campaigns', { body: draft, idempotencyKey: key }),
    onSuccess: (campaign) => {
      client.setQueryData(keys.campaign(campaign.id), campaign);
      return client.invalidateQueries({ queryKey: keys.campaigns });
    },
  });
}

export type CampaignCommand = 'start' | 'pause' | 'resume' | 'cancel';

export function useCampaignCommand(id: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: (command: CampaignCommand) =>
      http.post<Campaign>(`${path(id)}/${command}`, { idempotencyKey: newId() }),
    onSuccess: (campaign) => {
      client.setQueryData(keys.campaign(id), campaign);
      return client.invalidateQueries({ queryKey: keys.campaigns });
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.campaign(id) }),
  });
}

export function useRecipients(id: string, state: string, enabled: boolean) {
  const keys = queryKeys(useOrganizationId());
  return useInfiniteQuery({
    queryKey: keys.recipients(id, state),
    queryFn: ({ signal, pageParam }) =>
      http.get<Page<Recipient>>(`${path(id)}/recipients`, {
        query: { state, limit: 100, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    enabled,
  });
}

export function useChannelAccounts() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => http.get<Page<ChannelAccount>>('/api/channels', { signal }),
  });
}
