import { useQuery } from '@tanstack/react-query';
import type { Organization } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/** The organization that is being looked at. */
export function useOrganization() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.organization,
    queryFn: ({ signal }) => http.get<Organization>('/api/organization', { signal }),
  });
}
