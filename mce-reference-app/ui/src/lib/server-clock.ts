/**
 * How far the clock of the server is ahead of this machine's, in milliseconds, by what an answer
 * says that came at `now`. HTTP counts in whole seconds, so it is right to a second or so.
 */
export function clockAhead(headers: Headers, now: number): number {
  const there = Date.parse(headers.get('Date') ?? '');
  return Number.isNaN(there) ? 0 : there - now;
}
