import type { AuditEntry, Page } from '@/api/types';

/** The lines with one beginning of a name, as far as they were read, newest first. */
export interface Stream {
  name: string | undefined;
  cursor?: string;
  ended: boolean;
  /** Read, and not yet shown, since lines of another stream may come before them. */
  waiting: readonly AuditEntry[];
}

export interface MergedPage {
  items: AuditEntry[];
  /** Where the next page begins. */
  rest: Stream[];
}

type Read = (name: string | undefined, cursor: string | undefined) => Promise<Page<AuditEntry>>;

export function streamsOf(names: readonly (string | undefined)[]): Stream[] {
  return names.map((name) => ({ name, ended: false, waiting: [] }));
}

export const goesOn = (streams: readonly Stream[]): boolean =>
  streams.some(({ ended, waiting }) => !ended || waiting.length > 0);

/** One list out of several streams, in the order of the trail. */
export async function nextPage(streams: readonly Stream[], read: Read): Promise<MergedPage> {
  const filled = await Promise.all(streams.map((stream) => fill(stream, read)));
  // Below the last line of a stream that goes on, lines of it may be missing.
  const reach = Math.max(
    0,
    ...filled
      .filter(({ ended }) => !ended)
      .map(({ waiting }) => waiting.at(-1)?.number ?? Infinity),
  );
  const items = filled
    .flatMap(({ waiting }) => waiting)
    .filter(({ number }) => number >= reach)
    .sort((a, b) => b.number - a.number);
  const rest = filled.map((stream) => ({
    ...stream,
    waiting: stream.waiting.filter(({ number }) => number < reach),
  }));
  return { items, rest };
}

async function fill(stream: Stream, read: Read): Promise<Stream> {
  if (stream.ended || stream.waiting.length > 0) return stream;
  const { items, nextCursor } = await read(stream.name, stream.cursor);
  return { ...stream, waiting: items, cursor: nextCursor, ended: nextCursor === undefined };
}
