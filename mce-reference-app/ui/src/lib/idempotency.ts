import { useState } from 'react';
import { newId } from '@/lib/id';
import { Problem } from '@/lib/problem';

export interface IdempotencyKeys {
  /** The key of a request with this content: the same one until it was refused or changed. */
  keyFor: (content: unknown) => string;
  /** What came instead of an answer. Only after a real refusal is the next try a new request. */
  failed: (error: unknown) => void;
}

/** Whether the server said no. A lost answer may hide that it said yes. */
function isRefusal(error: unknown): boolean {
  return error instanceof Problem && !error.isTemporary && error.code !== 'IN_PROGRESS';
}

export function idempotencyKeys(): IdempotencyKeys {
  let last: { key: string; content: string } | undefined;
  return {
    keyFor: (content) => {
      const text = JSON.stringify(content);
      if (last?.content !== text) last = { key: newId(), content: text };
      return last.key;
    },
    failed: (error) => {
      if (isRefusal(error)) last = undefined;
    },
  };
}

/** One form's keys: pressing the button again after a lost answer creates nothing twice. */
export function useIdempotencyKeys(): IdempotencyKeys {
  const [keys] = useState(idempotencyKeys);
  return keys;
}
