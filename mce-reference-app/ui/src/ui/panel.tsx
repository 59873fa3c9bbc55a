import type { ReactNode } from 'react';

interface PanelProps {
  title: string;
  /** Beside the heading. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of a narrow column, announced as a region by its heading. */
export function Panel({ title, aside, children }: PanelProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-2.5 px-4 py-3.5">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-[13px] font-semibold">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
