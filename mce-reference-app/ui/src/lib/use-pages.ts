import { useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import type { Page } from '@/api/types';
import { http } from '@/lib/http';
import { useJoined } from '@/lib/joined-pages';

const keyOf = (item: { id: string } | { number: number }) => ('id' in item ? item.id : item.number);

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
  return { ...query, items: useJoined(query.data, keyOf) };
}
