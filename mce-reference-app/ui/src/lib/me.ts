import { useQuery } from '@tanstack/react-query';
import type { Me, Permission } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

function useMe() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => http.get<Me>('/api/me', { signal }),
    staleTime: 5 * 60_000,
  });
}

/** What the person may do in the present organization. Until it is known, nothing. */
export function usePermissions(): readonly string[] {
  return useMe().data?.permissions ?? [];
}

/** Whether the person looks after the installation. Until it is known, no. */
export function useIsPlatformAdmin(): boolean {
  return useMe().data?.platformAdmin ?? false;
}

/** Whether nothing is sent because the database looks like a copy. Until it is known, no. */
export function useIsSendingHeld(): boolean {
  return useMe().data?.sendingHeld ?? false;
}

/**
 * Whether the person may do this in the present organization. The server decides; this only keeps
 * away what it would refuse. Until it is known, the answer is no.
 */
export function useMay(permission: Permission): boolean {
  return usePermissions().includes(permission);
}

/** Whether it is known that the person may not do this, so that a page can say so. */
export function useMayNot(permission: Permission): boolean {
  const me = useMe();
  return me.data !== undefined && !me.data.permissions.includes(permission);
}
