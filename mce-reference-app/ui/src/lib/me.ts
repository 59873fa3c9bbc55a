import { useQuery } from '@tanstack/react-query';
import type { Me, Permission } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/**
 * Whether the person may do this in the present organization. The server decides; this only keeps
 * away what it would refuse. Until it is known, the answer is no.
 */
export function useMay(permission: Permission): boolean {
  const keys = queryKeys(useOrganizationId());
  const me = useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => http.get<Me>('/api/me', { signal }),
    staleTime: 5 * 60_000,
  });
  return me.data?.permissions.includes(permission) ?? false;
}
