import { useEffect, useRef } from 'react';
import type { Ticks } from './use-ticks';

const look = 'size-4 shrink-0 accent-accent';

interface TickBoxProps {
  ticks: Ticks;
  id: string;
  label: string;
  /** In a table the arrow keys reach the row, and Space ticks it. */
  inRow?: boolean;
}

export function TickBox({ ticks, id, label, inRow = false }: TickBoxProps) {
  return (
    <Cell>
      <input
        type="checkbox"
        className={look}
        aria-label={label}
        tabIndex={inRow ? -1 : undefined}
        checked={ticks.has(id)}
        onChange={() => ticks.toggle(id)}
      />
    </Cell>
  );
}

/** Ticks everything shown; between all and nothing it is neither. */
export function TickAll({ ticks, all, label }: { ticks: Ticks; all: number; label: string }) {
  const box = useRef<HTMLInputElement>(null);
  const some = ticks.ticked.length > 0 && ticks.ticked.length < all;
  useEffect(() => {
    if (box.current) box.current.indeterminate = some;
  }, [some]);
  return (
    <Cell>
      <input
        ref={box}
        type="checkbox"
        className={look}
        aria-label={label}
        checked={all > 0 && ticks.ticked.length === all}
        onChange={ticks.toggleAll}
      />
    </Cell>
  );
}

/** Missing the small box by a little must not open the row. */
function Cell({ children }: { children: React.ReactNode }) {
  return <label className="-my-2 -ml-3 flex w-fit p-3">{children}</label>;
}
