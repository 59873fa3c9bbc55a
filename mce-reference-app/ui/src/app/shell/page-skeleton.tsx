import { t } from '@/lib/i18n';
import { Skeleton } from '@/ui/skeleton';

export function PageSkeleton() {
  return (
    <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-5 p-6">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="h-28 w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  );
}
