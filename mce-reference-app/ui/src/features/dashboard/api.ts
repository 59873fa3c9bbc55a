import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Campaign, Dashboard, Feed, Page, Setup } from '@/api/types';
import { http } from '@/lib/http';
import { useMay } from '@/lib/me';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

export function useDashboard(days: number) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.dashboard(days),
    queryFn: ({ signal }) => http.get<Dashboard>('/api/dashboard', { query: { days }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** How far the organization is set up, for who can do something about it. */
export function useSetup(): Setup | undefined {
  const keys = queryKeys(useOrganizationId());
  const manage = useMay('ORGANIZATION_MANAGE');
  const query = useQuery({
    queryKey: keys.setup,
    queryFn: ({ signal }) => http.get<Setup>('/api/setup', { signal }),
    // What is complete stays so for as long as anybody looks.
    enabled: ({ state }) => manage && !state.data?.complete,
  });
  return manage ? query.data : undefined;
}

/** How far back the feed looks; most of a busy hour is receipts, which it does not show. */
const LENGTH = 200;

export function useFeed() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.feed,
    queryFn: ({ signal }) => http.get<Feed>('/api/feed', { query: { limit: LENGTH }, signal }),
  });
}

/** What the campaigns are called; events carry their ids only. */
export function useCampaignNames(enabled: boolean): Map<string, string> {
  const keys = queryKeys(useOrganizationId());
  const { data } = useQuery({
    queryKey: keys.campaignNames,
    queryFn: ({ signal }) =>
      http.get<Page<Campaign>>('/api/campaigns', { query: { limit: 200 }, signal }),
    enabled,
  });
  return new Map(data?.items.map(({ id, name }) => [id, name]));
}
