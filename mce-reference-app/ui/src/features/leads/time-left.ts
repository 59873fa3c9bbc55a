const DAY = 86_400_000;

/** Whole days until a moment, begun ones counted; 0 when it has passed. */
export function daysLeft(goneAt: string, now = Date.now()): number {
  return Math.max(0, Math.ceil((Date.parse(goneAt) - now) / DAY));
}
