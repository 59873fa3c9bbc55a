import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('animate-pulse rounded-md bg-muted', className)} />;
}

/** The shape of a list before its content, announced once as loading. */
export function SkeletonRows({ rows = 8, className }: { rows?: number; className?: string }) {
  return (
    <div role="status" aria-label={t('common.loading')} className="flex flex-col">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={cn('flex h-12 items-center gap-4 border-b px-4', className)}>
          <Skeleton className="size-8 rounded-full" />
          <Skeleton className="h-3.5 w-1/4" />
          <Skeleton className="h-3.5 w-1/6" />
          <Skeleton className="ml-auto h-3.5 w-16" />
        </div>
      ))}
    </div>
  );
}
