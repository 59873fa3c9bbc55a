import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import type { Ticks } from './use-ticks';

interface SelectionBarProps {
  ticks: Ticks;
  action?: string;
  icon: LucideIcon;
  busy?: boolean;
  onAction: () => void;
  /** What else can be done with them. */
  children?: ReactNode;
}

/** What can be done with the ticked rows. */
export function SelectionBar({
  ticks,
  action,
  icon: Icon,
  busy,
  onAction,
  children,
}: SelectionBarProps) {
  const count = ticks.ticked.length;
  if (count === 0) return null;
  return (
    <div
      role="toolbar"
      aria-label={t('leads.selection')}
      className="flex flex-wrap items-center gap-2 border-b border-line bg-accent-soft px-4 py-2"
    >
      <span role="status" className="mr-2 font-medium text-accent-text">
        {t('leads.selected', { count })}
      </span>
      {action && (
        <Button size="sm" busy={busy} onClick={onAction}>
          {!busy && <Icon aria-hidden />}
          {action}
        </Button>
      )}
      {children}
      <Button size="sm" variant="ghost" onClick={ticks.clear}>
        {t('leads.unselect')}
      </Button>
    </div>
  );
}
