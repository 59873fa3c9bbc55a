import { useQuery } from '@tanstack/react-query';
import type { Page, Segment } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/** The segments of the organization, newest first, for pickers. */
export function useSegments(): Segment[] {
  const keys = queryKeys(useOrganizationId());
  const query = useQuery({
    queryKey: keys.segments,
    queryFn: ({ signal }) =>
      http.get<Page<Segment>>('/api/segments', { query: { limit: 200 }, signal }),
  });
  return query.data?.items ?? [];
}
