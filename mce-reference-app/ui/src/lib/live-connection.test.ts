import { afterEach, describe, expect, it, vi } from 'vitest';
import { backoff, startLive, type LiveOptions } from '@/lib/live-connection';

const encoder = new TextEncoder();

/** A stream the test writes to. */
function line() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) });
  return {
    response: new Response(body),
    send: (text: string) => controller?.enqueue(encoder.encode(text)),
    end: () => controller?.close(),
  };
}

function options(overrides: Partial<LiveOptions>): LiveOptions {
  return {
    name: `test ${Math.random()}`,
    open: () => Promise.reject(new Error('not expected')),
    present: () => Promise.resolve(undefined),
    onEvent: () => undefined,
    onReset: () => undefined,
    onState: () => undefined,
    ...overrides,
  };
}

/** Web Locks as far as the connection uses them: one holder per name, the next in turn. */
function installLocks() {
  const tails = new Map<string, Promise<unknown>>();
  const request = (name: string, { signal }: { signal: AbortSignal }, run: () => Promise<void>) => {
    const before = tails.get(name) ?? Promise.resolve();
    const held = before.then(() => (signal.aborted ? undefined : run()));
    tails.set(
      name,
      held.catch(() => undefined),
    );
    return held;
  };
  vi.stubGlobal('navigator', { locks: { request } });
}

const stops: (() => void)[] = [];
const start = (given: LiveOptions) => {
  const stop = startLive(given);
  stops.push(stop);
  return stop;
};

afterEach(() => {
  stops.splice(0).forEach((stop) => stop());
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the live connection', () => {
  it('begins where the log ends now', async () => {
    const opened: (string | undefined)[] = [];
    start(
      options({
        present: () => Promise.resolve('41'),
        open: (cursor) => {
          opened.push(cursor);
          return Promise.resolve(line().response);
        },
      }),
    );
    await vi.waitFor(() => expect(opened).toEqual(['41']));
  });

  it('resumes after the last event it heard of', async () => {
    const opened: (string | undefined)[] = [];
    const lines = [line(), line()];
    const heard: string[] = [];
    const present = vi.fn(() => Promise.resolve('1'));
    start(
      options({
        present,
        open: (cursor) => {
          opened.push(cursor);
          return Promise.resolve(lines[opened.length - 1]?.response ?? new Response());
        },
        onEvent: (event) => heard.push(event.data),
      }),
    );
    lines[0]?.send('id: 7\ndata: a\n\n');
    lines[0]?.end();
    await vi.waitFor(() => expect(opened).toEqual(['1', '7']), { timeout: 3_000 });
    expect(heard).toEqual(['a']);
    expect(present).toHaveBeenCalledOnce();
  });

  it('says so while the line is down', async () => {
    const states: string[] = [];
    const first = line();
    let attempts = 0;
    start(
      options({
        open: () => {
          attempts++;
          return attempts === 1
            ? Promise.resolve(first.response)
            : Promise.reject(new Error('down'));
        },
        onState: (state) => states.push(state),
      }),
    );
    await vi.waitFor(() => expect(states).toContain('live'));
    first.end();
    await vi.waitFor(() => expect(states.at(-1)).toBe('reconnecting'));
    expect(states[0]).toBe('connecting');
  });

  it('asks for everything again when its cursor is too old, and goes on from there', async () => {
    const first = line();
    const onReset = vi.fn();
    const heard: string[] = [];
    start(
      options({
        open: () => Promise.resolve(first.response),
        onReset,
        onEvent: (event) => heard.push(event.name),
      }),
    );
    first.send('event: reset\ndata: {}\n\nid: 9\nevent: lead.captured\ndata: {}\n\n');
    await vi.waitFor(() => expect(heard).toEqual(['lead.captured']));
    expect(onReset).toHaveBeenCalledOnce();
  });

  it('gives up when further attempts are pointless', async () => {
    const open = vi.fn(() => Promise.reject(new Error('log in again')));
    start(options({ open, isFinal: () => true }));
    await vi.waitFor(() => expect(open).toHaveBeenCalledOnce());
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(open).toHaveBeenCalledOnce();
  });

  it('is opened by one tab and heard by all; another tab takes over without a gap', async () => {
    installLocks();
    const opened: string[] = [];
    const lines = [line(), line()];
    const tab = (name: string) => {
      const heard: string[] = [];
      const states: string[] = [];
      const stop = start(
        options({
          name: 'shared',
          present: () => Promise.resolve('1'),
          open: (cursor) => {
            opened.push(`${name} after ${cursor}`);
            return Promise.resolve(lines[opened.length - 1]?.response ?? new Response());
          },
          onEvent: (event) => heard.push(event.data),
          onState: (state) => states.push(state),
        }),
      );
      return { heard, states, stop };
    };
    const one = tab('one');
    const two = tab('two');
    await vi.waitFor(() => expect(two.states.at(-1)).toBe('live'));
    lines[0]?.send('id: 5\ndata: a\n\n');
    await vi.waitFor(() => expect([one.heard, two.heard]).toEqual([['a'], ['a']]));
    expect(opened).toEqual(['one after 1']);

    one.stop();
    lines[0]?.end();
    await vi.waitFor(() => expect(opened).toEqual(['one after 1', 'two after 5']));
    lines[1]?.send('id: 6\ndata: b\n\n');
    await vi.waitFor(() => expect(two.heard).toEqual(['a', 'b']));
    expect(one.heard).toEqual(['a']);
  });

  it('begins where the log ended when the tab was opened, however long another one holds on', async () => {
    installLocks();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const { signal } = new AbortController();
    void navigator.locks.request('kept', { signal }, () => held);
    let end = 41;
    const opened: (string | undefined)[] = [];
    start(
      options({
        name: 'kept',
        present: () => Promise.resolve(String(end)),
        open: (cursor) => {
          opened.push(cursor);
          return Promise.resolve(line().response);
        },
      }),
    );
    end = 42;
    letGo();
    await vi.waitFor(() => expect(opened).toEqual(['41']));
  });
});

describe('backoff', () => {
  it('grows, stays below its ceiling, and is spread so that not all come back at once', () => {
    expect(backoff(0, 1)).toBe(500);
    expect(backoff(3, 1)).toBe(4_000);
    expect(backoff(30, 1)).toBe(20_000);
    expect(backoff(3, 0)).toBe(2_000);
  });
});
