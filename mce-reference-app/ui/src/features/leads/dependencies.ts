import type { LeadDependencies } from '@/api/types';
import { formatNumber } from '@/lib/format';
import { has, t, type MessageKey } from '@/lib/i18n';

/** What ends with the deletion and does not begin again when the lead is brought back. */
const ENDS = ['openSends', 'runningCampaigns'];

/** What goes into the archive with the lead, in the order in which it is told. */
const STAYS = [
  'conversations',
  'messages',
  'workflowRuns',
  'notices',
  'consents',
  'notes',
  'statusRequests',
];

export interface DependencyWords {
  ends: string[];
  stays: string[];
}

/** The dependencies of one lead or several, as phrases with a number; what is zero is not told. */
export function inWords(all: readonly LeadDependencies[]): DependencyWords {
  const sums = new Map<string, number>();
  for (const { counts } of all) {
    for (const [what, count] of Object.entries(counts)) {
      sums.set(what, (sums.get(what) ?? 0) + count);
    }
  }
  const phrases = (names: readonly string[]) =>
    names.flatMap((name) => {
      const count = sums.get(name) ?? 0;
      return count > 0 ? [phrase(name, count)] : [];
    });
  const others = [...sums.keys()].filter((name) => !ENDS.includes(name) && !STAYS.includes(name));
  return { ends: phrases(ENDS), stays: phrases([...STAYS, ...others.sort()]) };
}

function phrase(name: string, count: number): string {
  const key = `dependency.${name}`;
  // What a later version of the server counts has no words here yet.
  return has(key) ? t(key as MessageKey, { count }) : `${formatNumber(count)} ${name}`;
}
