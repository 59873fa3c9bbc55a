import type { LeadOutcome } from '@/api/types';

/** The server takes so many leads at a time. */
const MOST = 1000;

export interface Outcomes {
  done: string[];
  /** Something is against it. */
  refused: { id: string; reason?: string }[];
  /** Somebody else was faster, or its time was over. */
  missing: string[];
}

/** What became of leads, each counted once. */
export function outcomesOf(items: readonly LeadOutcome[]): Outcomes {
  const byId = [...new Map(items.map((item) => [item.id, item])).values()];
  return {
    done: byId.filter(({ result }) => result === 'DONE').map(({ id }) => id),
    refused: byId
      .filter(({ result }) => result === 'REFUSED')
      .map(({ id, reason }) => ({ id, reason })),
    missing: byId.filter(({ result }) => result === 'NOT_FOUND').map(({ id }) => id),
  };
}

/** The ids in portions that the server takes. */
export function portions(ids: readonly string[], most = MOST): string[][] {
  const unique = [...new Set(ids)];
  return Array.from({ length: Math.ceil(unique.length / most) }, (_, index) =>
    unique.slice(index * most, (index + 1) * most),
  );
}
