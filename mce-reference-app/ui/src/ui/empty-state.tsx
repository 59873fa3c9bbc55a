import type { LucideIcon } from 'lucide-react';
import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  text?: ReactNode;
  /** What to do next. */
  children?: ReactNode;
  className?: string;
  /** The page has nothing else: this is its heading. */
  alone?: boolean;
}

export function EmptyState({
  icon: Icon,
  title,
  text,
  children,
  className,
  alone = false,
}: EmptyStateProps) {
  const Heading = alone ? 'h1' : 'h2';
  return (
    <div className={cn('flex flex-col items-center px-6 py-14 text-center', className)}>
      <span className="mb-3 flex size-11 items-center justify-center rounded-full bg-muted text-ink-3">
        <Icon className="size-5" aria-hidden />
      </span>
      <Heading className="text-[15px] font-semibold">{title}</Heading>
      {text && <div className="mt-1 max-w-md whitespace-pre-line text-ink-2">{text}</div>}
      {children && <div className="mt-4 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
}

export function ErrorState({ error, onRetry }: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState icon={CloudOff} title={t('error.title')} text={messageOf(error)}>
        {onRetry && <Button onClick={onRetry}>{t('common.retry')}</Button>}
      </EmptyState>
    </div>
  );
}
