import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';

export interface Column<T> {
  id: string;
  header: ReactNode;
  /** A CSS grid track, such as `minmax(12rem, 2fr)`. */
  width: string;
  align?: 'end';
  sort?: 'ascending' | 'descending';
  cell: (row: T) => ReactNode;
}

interface DataTableProps<T> {
  label: string;
  columns: Column<T>[];
  rows: T[];
  /** The same function each time, where the table is long. */
  rowKey: (row: T) => string;
  rowHeight?: number;
  selected?: string;
  onOpen?: (row: T) => void;
  /** Space on a row. */
  onTick?: (row: T) => void;
  rowClassName?: (row: T) => string | undefined;
  /** Called when the end of the rows comes near. */
  onEnd?: () => void;
  loadingMore?: boolean;
  hideHeader?: boolean;
  className?: string;
}

/** So many rows before the end it is time for more: a turn of the wheel does not outrun them. */
const NEAR = 80;

/** The least width of a track in rem, such as 12 of `minmax(12rem, 2fr)`. */
const leastOf = (track: string): number => Number(/([\d.]+)rem/.exec(track)?.[1] ?? 0);

/**
 * A table that draws only the rows in sight. Arrow keys walk the rows, Enter opens one, Space ticks
 * it; a click on a link or button inside a row is that link's or button's own.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const { columns, rows, rowKey, rowHeight = 48, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const tracks = columns.map((column) => column.width).join(' ');
  // One that is new with each drawing would have the places of all rows worked out anew.
  const getItemKey = useCallback(
    (index: number) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
    [rows, rowKey],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey,
    overscan: 12,
  });
  // Wider than the window, the table scrolls sideways.
  const minWidth = `${2 + columns.reduce((sum, { width }) => sum + leastOf(width), 0)}rem`;
  const items = virtual.getVirtualItems();
  const last = items[items.length - 1]?.index ?? -1;

  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - NEAR) onEnd?.();
  }, [last, rows.length, onEnd]);

  const focusRow = (index: number) => {
    if (index < 0 || index >= rows.length) return;
    virtual.scrollToIndex(index, { align: 'auto' });
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus(),
    );
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>, index: number, row: T) => {
    const onRow = event.target === event.currentTarget;
    if (event.key === 'ArrowDown') focusRow(index + 1);
    else if (event.key === 'ArrowUp') focusRow(index - 1);
    else if (event.key === 'Home' && onRow) focusRow(0);
    else if (event.key === 'End' && onRow) focusRow(rows.length - 1);
    else if (event.key === 'Enter' && onRow) props.onOpen?.(row);
    else if (event.key === ' ' && onRow && props.onTick) props.onTick(row);
    else return;
    event.preventDefault();
  };

  const active = props.selected ? rows.findIndex((row) => rowKey(row) === props.selected) : 0;
  const stop = Math.max(0, active);

  return (
    <div
      ref={scroller}
      className={cn('min-h-0 flex-1 overflow-auto', props.className)}
      role="table"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
    >
      <div
        role="rowgroup"
        className={cn('sticky top-0 z-10', props.hideHeader && 'sr-only')}
        style={{ minWidth }}
      >
        <div
          role="row"
          aria-rowindex={1}
          className="grid h-9 items-center border-b bg-surface px-4 text-xs font-medium text-ink-3"
          style={{ gridTemplateColumns: tracks }}
        >
          {columns.map((column) => (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={column.sort}
              className={cn('min-w-0 truncate pr-3', column.align === 'end' && 'text-right')}
            >
              {column.header}
            </div>
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        className="relative"
        style={{ height: virtual.getTotalSize(), minWidth }}
      >
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const key = rowKey(row);
          return (
            <div
              key={item.key}
              role="row"
              data-index={item.index}
              aria-rowindex={item.index + 2}
              aria-current={props.selected === key ? 'true' : undefined}
              tabIndex={item.index === stop ? 0 : -1}
              onKeyDown={(event) => onKeyDown(event, item.index, row)}
              onClick={(event) => {
                const inner = (event.target as HTMLElement).closest(
                  'a, button, input, select, label',
                );
                if (!inner && !getSelection()?.toString()) props.onOpen?.(row);
              }}
              className={cn(
                'absolute inset-x-0 grid items-center border-b px-4',
                'focus-visible:-outline-offset-2',
                props.onOpen && 'cursor-pointer hover:bg-hover',
                props.selected === key && 'bg-accent-soft hover:bg-accent-soft',
                props.rowClassName?.(row),
              )}
              style={{
                gridTemplateColumns: tracks,
                height: item.size,
                transform: `translateY(${item.start}px)`,
              }}
            >
              {columns.map((column) => (
                <div
                  key={column.id}
                  role="cell"
                  className={cn('min-w-0 truncate pr-3', column.align === 'end' && 'text-right')}
                >
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {props.loadingMore && (
        <p role="status" className="py-3 text-center text-[13px] text-ink-3">
          {t('common.loadingMore')}
        </p>
      )}
    </div>
  );
}
