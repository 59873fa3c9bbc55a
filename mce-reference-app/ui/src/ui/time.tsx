import { useSyncExternalStore } from 'react';
import { formatDateTime, formatShort } from '@/lib/format';

const listeners = new Set<() => void>();
let minute = Math.floor(Date.now() / 60_000);
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    const now = Math.floor(Date.now() / 60_000);
    if (now === minute) return;
    minute = now;
    for (const each of listeners) each();
  }, 5_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** A moment in the shortest words, which stay right while the page is open; in full on hover. */
export function Time({ at, className }: { at: string; className?: string }) {
  useSyncExternalStore(subscribe, () => minute);
  return (
    <time dateTime={at} title={formatDateTime(at)} className={className}>
      {formatShort(at)}
    </time>
  );
}
