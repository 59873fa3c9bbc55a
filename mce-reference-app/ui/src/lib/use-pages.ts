import { useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Page } from '@/api/types';
import { http } from '@/lib/http';

/** A list of the server as far as it was asked for; `fetchNextPage` brings more of it. */
export function usePages<T extends { id: string } | { number: number }>(
  queryKey: QueryKey,
  path: string,
  filters: Record<string, string | undefined> = {},
) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ signal, pageParam }) =>
      http.get<Page<T>>(path, { query: { ...filters, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  // A row can move to an earlier page between two fetches and would then come twice.
  const items = useMemo(() => {
    const all = query.data?.pages.flatMap((page) => page.items) ?? [];
    return [...new Map(all.map((item) => ['id' in item ? item.id : item.number, item])).values()];
  }, [query.data]);
  return { ...query, items };
}
