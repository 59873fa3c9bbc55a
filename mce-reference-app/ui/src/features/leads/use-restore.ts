import { t } from '@/lib/i18n';
import { toast } from '@/ui/toast';
import { useRestoreLeads } from './deletion-api';

/** Brings deleted leads back and says what came of it. */
export function useRestore() {
  const restore = useRestoreLeads();
  const bringBack = async (ids: readonly string[], name?: string) => {
    try {
      const { done } = await restore.mutateAsync(ids);
      if (done.length === 0) toast.warn(t('archive.noneRestored'));
      else if (done.length < ids.length) {
        toast.warn(t('archive.someRestored', { done: done.length, all: ids.length }));
      } else {
        toast.done(
          name ? t('archive.restored', { name }) : t('leads.back', { count: done.length }),
        );
      }
    } catch {
      // The refusal has been told.
    }
  };
  return { bringBack, isPending: restore.isPending };
}
