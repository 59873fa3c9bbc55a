import { createContext, useContext, useEffect, useRef } from 'react';
import type { FeedItem } from '@/api/types';
import type { LiveState } from '@/lib/live-connection';

export interface Live {
  state: LiveState;
  /** Calls the listener for each event from now on; returns the function that ends it. */
  listen: (listener: (item: FeedItem) => void) => () => void;
}

export const LiveContext = createContext<Live>({
  state: 'connecting',
  listen: () => () => undefined,
});

export function useLiveState(): LiveState {
  return useContext(LiveContext).state;
}

/** What a screen does beyond the refetch that every event brings anyway: flash, announce. */
export function useLiveEvent(listener: (item: FeedItem) => void): void {
  const { listen } = useContext(LiveContext);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => listen((item) => latest.current(item)), [listen]);
}
