import { useMemo, useState } from 'react';
import type { Page } from '@/api/types';

/**
 * Puts the pages of a list together, each item once: one whose place changed between two fetches
 * would come twice. What was put together before is not looked at again, so that a page costs the
 * same at the end of a long list as at its beginning.
 */
export function pageJoiner<T>(keyOf: (item: T) => string | number) {
  let known: Page<T>[] = [];
  let seen = new Set<string | number>();
  let items: T[] = [];
  return (pages: Page<T>[]): T[] => {
    if (known.some((page, at) => page !== pages[at])) {
      known = [];
      seen = new Set();
      items = [];
    }
    const added: T[] = [];
    for (const page of pages.slice(known.length)) {
      for (const item of page.items) {
        const key = keyOf(item);
        if (seen.has(key)) continue;
        seen.add(key);
        added.push(item);
      }
    }
    known = pages;
    if (added.length > 0) items = items.concat(added);
    return items;
  };
}

/** The items of the pages that were fetched so far. */
export function useJoined<T>(
  data: { pages: Page<T>[] } | undefined,
  keyOf: (item: T) => string | number,
): T[] {
  const [join] = useState(() => pageJoiner(keyOf));
  return useMemo(() => join(data?.pages ?? []), [join, data]);
}
