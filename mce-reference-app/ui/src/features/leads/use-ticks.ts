import { useState } from 'react';

const NONE: string[] = [];

/** Rows that were ticked, as far as they are shown: nothing is done to what nobody sees. */
export function useTicks(shown: readonly string[]) {
  const [ticks, setTicks] = useState<ReadonlySet<string>>(new Set());
  const ticked = ticks.size === 0 ? NONE : shown.filter((id) => ticks.has(id));
  return {
    ticked,
    has: (id: string) => ticks.has(id),
    toggle: (id: string) =>
      setTicks((now) => {
        const next = new Set(now);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    /** Ticks all that is shown, or none when all is ticked. */
    toggleAll: () => setTicks(new Set(ticked.length === shown.length ? [] : shown)),
    clear: () => setTicks(new Set()),
  };
}

export type Ticks = ReturnType<typeof useTicks>;
