import { Lock } from 'lucide-react';
import { t } from '@/lib/i18n';
import { EmptyState } from '@/ui/empty-state';

interface LockedStateProps {
  /** What would be needed, in words. */
  permission: string;
}

/** Stands where a page would, for someone who may not see it. */
export function LockedState({ permission }: LockedStateProps) {
  return (
    <EmptyState icon={Lock} title={t('locked.title')} text={t('locked.text', { permission })} />
  );
}
