import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { upload } from './upload';

const MEGABYTE = 1024 * 1024;
const file = new File([new Uint8Array(2.5 * MEGABYTE)], 'leads.csv');

/** A server that keeps what it gets, and loses the line or the answer where a test says so. */
function server(lose: (piece: number) => 'line' | 'answer' | undefined) {
  let received = 0;
  let pieces = 0;
  const offsets: number[] = [];
  const view = () => ({
    id: 'i1',
    status: received === file.size ? 'DRAFT' : 'UPLOADING',
    received,
    bytes: file.size,
  });
  const answer = (body: unknown, status = 200) =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    });
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (init.method !== 'PUT') return answer(view(), init.method === 'POST' ? 201 : 200);
    const lost = lose(pieces++);
    if (lost === 'line') throw new TypeError('no network');
    const offset = Number(new URL(path, 'http://x').searchParams.get('offset'));
    offsets.push(offset);
    if (offset !== received) {
      return answer({ status: 409, code: 'CONFLICT', detail: 'not the next piece' }, 409);
    }
    received += (init.body as Blob).size;
    if (lost === 'answer') throw new TypeError('no network');
    return answer(view());
  });
  return offsets;
}

describe('an upload', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const send = async (progress: number[] = []) => {
    const result = upload({
      file,
      signal: new AbortController().signal,
      onProgress: (sent) => progress.push(sent),
    });
    result.catch(() => undefined);
    await vi.runAllTimersAsync();
    return result;
  };

  it('sends a file in pieces and tells how far it is', async () => {
    const offsets = server(() => undefined);
    const progress: number[] = [];
    expect((await send(progress)).status).toBe('DRAFT');
    expect(offsets).toEqual([0, MEGABYTE, 2 * MEGABYTE]);
    expect(progress).toEqual([MEGABYTE, 2 * MEGABYTE, file.size]);
  });

  it('goes on where the line broke', async () => {
    const offsets = server((piece) => (piece === 1 || piece === 2 ? 'line' : undefined));
    expect((await send()).status).toBe('DRAFT');
    expect(offsets).toEqual([0, MEGABYTE, 2 * MEGABYTE]);
  });

  it('does not send again what arrived although its answer was lost', async () => {
    const offsets = server((piece) => (piece === 1 ? 'answer' : undefined));
    expect((await send()).status).toBe('DRAFT');
    expect(offsets).toEqual([0, MEGABYTE, 2 * MEGABYTE]);
  });

  it('gives up when a piece fails again and again', async () => {
    server(() => 'line');
    await expect(send()).rejects.toMatchObject({ code: 'NETWORK' });
  });
});
