import { useQuery } from '@tanstack/react-query';
import type { Member, Page } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/** The people of the organization, also those who are no longer active. */
export function useMembers() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.members,
    queryFn: ({ signal }) => http.get<Page<Member>>('/api/members', { signal }),
    staleTime: 5 * 60_000,
  });
}
