import { useEffect, type ReactNode } from 'react';
import { cn } from '@/lib/cn';

interface PageHeaderProps {
  title: string;
  /** What stands in the browser's tab when it is not the title. */
  documentTitle?: string;
  description?: ReactNode;
  badge?: ReactNode;
  children?: ReactNode;
}

export function PageHeader({
  title,
  documentTitle,
  description,
  badge,
  children,
}: PageHeaderProps) {
  useDocumentTitle(documentTitle ?? title);
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <div className="flex items-center gap-3">
          <h1 className="truncate text-xl font-semibold tracking-tight">{title}</h1>
          {badge}
        </div>
        {description && <p className="mt-0.5 max-w-2xl text-ink-2">{description}</p>}
      </div>
      {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
    </header>
  );
}

/** Names the browser's tab; undefined leaves that to a part of the page. */
export function useDocumentTitle(title: string | undefined) {
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · MCE`;
  }, [title]);
}

/** A scrolling page with the common margins. */
export function Page({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className="h-full overflow-y-auto">
      <div className={cn('mx-auto flex max-w-6xl flex-col gap-5 p-4 sm:p-6', className)}>
        {children}
      </div>
    </div>
  );
}

export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={cn('rounded-xl border border-line bg-surface shadow-card', className)}>
      {children}
    </div>
  );
}

interface SectionProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A card with a heading, announced as a region by that heading. */
export function Section({ title, description, actions, children, className }: SectionProps) {
  return (
    <section
      aria-label={title}
      className={cn(
        'flex flex-col rounded-xl border border-line bg-surface shadow-card',
        className,
      )}
    >
      <div className="flex flex-wrap items-start justify-between gap-3 px-4 pt-3.5 pb-3">
        <div>
          <h2 className="text-[15px] font-semibold">{title}</h2>
          {description && <p className="text-[13px] text-ink-2">{description}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
