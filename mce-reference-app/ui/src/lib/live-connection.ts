import { EventStreamParser, type StreamEvent } from '@/lib/sse';

export type LiveState = 'connecting' | 'live' | 'reconnecting';

export interface LiveOptions {
  /** Tabs with the same name share one connection. */
  name: string;
  /** Opens the stream after the given cursor; throws when refused. */
  open: (cursor: string | undefined, signal: AbortSignal) => Promise<Response>;
  /** Where the log ends now, so that nothing is lost between the first queries and the stream. */
  present: (signal: AbortSignal) => Promise<string | undefined>;
  onEvent: (event: StreamEvent) => void;
  /** What happened in between is unknown: everything has to be fetched again. */
  onReset: () => void;
  onState: (state: LiveState) => void;
  /** Whether an error makes further attempts pointless. */
  isFinal?: (error: unknown) => boolean;
}

type TabMessage =
  | { type: 'hello' }
  | { type: 'state'; state: LiveState; cursor?: string }
  | { type: 'event'; event: StreamEvent }
  | { type: 'reset' };

const FIRST_DELAY = 500;
const LONGEST_DELAY = 20_000;
/** The server sends a comment every 15 s; two of them missing means the line is dead. */
const SILENCE = 40_000;

export function backoff(attempt: number, random = Math.random()): number {
  const full = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** attempt);
  return full / 2 + (full / 2) * random;
}

/**
 * Keeps one event stream open for all tabs of this browser. The tab that holds the lock reads and
 * tells the others; when it closes, the lock passes to another tab, which resumes after the last
 * event it heard of. Without locks or broadcast channels each tab reads for itself. (A tab that
 * holds a lock is not frozen in the background, so a hidden leader keeps reading.)
 *
 * Returns the function that ends it.
 */
export function startLive(options: LiveOptions): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const shared = typeof BroadcastChannel !== 'undefined' && !!globalThis.navigator?.locks;
  const channel = shared ? new BroadcastChannel(options.name) : undefined;
  let leading = !shared;
  let cursor: string | undefined;
  let state: LiveState = 'connecting';
  // Asked for at once: what happens until another tab lets go of the lock is not to be lost.
  let atStart: Promise<string | undefined> | undefined = options.present(signal);
  atStart.catch(() => undefined);

  const tell = (message: TabMessage) => channel?.postMessage(message);
  const enter = (next: LiveState) => {
    state = next;
    options.onState(next);
    if (leading) tell({ type: 'state', state, cursor });
  };
  const deliver = (event: StreamEvent) => {
    if (event.id) cursor = event.id;
    options.onEvent(event);
  };
  const reset = () => {
    cursor = undefined;
    atStart = undefined;
    options.onReset();
  };

  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      if (leading) {
        if (data.type === 'hello') tell({ type: 'state', state, cursor });
      } else if (data.type === 'event') deliver(data.event);
      else if (data.type === 'reset') reset();
      else if (data.type === 'state') {
        cursor = data.cursor ?? cursor;
        enter(data.state);
      }
    };
    tell({ type: 'hello' });
  }

  async function readOnce(): Promise<boolean> {
    if (cursor === undefined) {
      const present = atStart ?? options.present(signal);
      atStart = undefined;
      cursor = await present;
    }
    const line = new AbortController();
    const hangUp = () => line.abort();
    signal.addEventListener('abort', hangUp);
    let silence: ReturnType<typeof setTimeout> | undefined;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(hangUp, SILENCE);
    };
    let delivered = false;
    try {
      heard();
      const response = await options.open(cursor, line.signal);
      if (!response.body) throw new Error('The event stream has no body');
      enter('live');
      const reader = response.body.getReader();
      const text = new TextDecoder();
      const parser = new EventStreamParser();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return delivered;
        heard();
        for (const event of parser.push(text.decode(value, { stream: true }))) {
          delivered = true;
          if (event.name === 'reset') {
            reset();
            tell({ type: 'reset' });
            if (event.id) cursor = event.id;
          } else {
            deliver(event);
            tell({ type: 'event', event });
          }
        }
      }
    } finally {
      clearTimeout(silence);
      signal.removeEventListener('abort', hangUp);
    }
  }

  async function lead(): Promise<void> {
    leading = true;
    let attempt = 0;
    while (!signal.aborted) {
      const opened = Date.now();
      try {
        await readOnce();
      } catch (error) {
        if (signal.aborted) return;
        if (options.isFinal?.(error)) return;
      }
      if (signal.aborted) return;
      // A stream that stood for a while ended for a reason of its own (token expiry, restart).
      attempt = Date.now() - opened > 5_000 ? 0 : attempt + 1;
      enter('reconnecting');
      await pause(backoff(attempt), signal);
    }
  }

  enter('connecting');
  if (shared) {
    navigator.locks.request(options.name, { signal }, lead).catch(() => undefined);
  } else {
    void lead();
  }

  return () => {
    stop.abort();
    channel?.close();
  };
}

/** Waits, but not longer than until the network is said to be back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      globalThis.removeEventListener?.('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    globalThis.addEventListener?.('online', done);
  });
}
