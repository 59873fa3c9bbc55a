import { useState } from 'react';

/**
 * What is looked at: as the list has it, or as the list had it last. A row may leave the list at any
 * moment, and who reads about it goes on reading.
 */
export function useShown<T extends { id: string }>(items: readonly T[]) {
  const [kept, show] = useState<T>();
  const fresh = kept && items.find(({ id }) => id === kept.id);
  if (fresh && fresh !== kept) show(fresh);
  return [fresh ?? kept, show] as const;
}
