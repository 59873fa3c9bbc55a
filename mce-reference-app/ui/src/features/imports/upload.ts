import type { Import } from '@/api/types';
import { http } from '@/lib/http';
import { Problem } from '@/lib/problem';

/** How much is sent at once: what is lost when the line breaks, and sent again. */
const PIECE = 1024 * 1024;
const ATTEMPTS = 6;
const LONGEST_WAIT = 8_000;

const wait = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('The upload was stopped', 'AbortError'));
    });
  });

interface Upload {
  file: File;
  signal: AbortSignal;
  onProgress: (sent: number) => void;
}

/**
 * Sends a file in pieces. When the line breaks, it goes on with what the server does not have yet,
 * and gives up only after the same piece failed a few times.
 */
export async function upload({ file, signal, onProgress }: Upload): Promise<Import> {
  let stored = await http.post<Import>('/api/imports/uploads', {
    body: { fileName: file.name, bytes: file.size },
    signal,
  });
  const path = `/api/imports/${encodeURIComponent(stored.id)}`;
  let failures = 0;
  while (stored.status === 'UPLOADING') {
    const offset = stored.received;
    try {
      stored = await http.put<Import>(`${path}/content`, {
        query: { offset },
        body: file.slice(offset, offset + PIECE),
        signal,
      });
      failures = 0;
      onProgress(stored.received);
    } catch (error) {
      const again = error instanceof Problem && (error.isTemporary || error.code === 'CONFLICT');
      if (!again || ++failures >= ATTEMPTS) throw error;
      await wait(Math.min(LONGEST_WAIT, 250 * 2 ** failures), signal);
      stored = await http.get<Import>(path, { signal });
    }
  }
  return stored;
}
