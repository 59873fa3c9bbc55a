import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { LeadMerge } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { has, t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Panel } from '@/ui/panel';
import { toast } from '@/ui/toast';
import { useMerges, useUnmerge } from './merge-api';

/** Which leads went into this one, by whom; the last one can be taken out again. */
export function MergeHistory({ leadId }: { leadId: string }) {
  const may = useMay('LEAD_WRITE');
  const merges = useMerges(leadId);
  const [asked, setAsked] = useState<LeadMerge>();
  const items = merges.data?.items.filter(({ survivorId }) => survivorId === leadId) ?? [];
  if (items.length === 0) return null;
  // Of several the last one has to be undone first.
  const last = items.find(({ holds }) => holds);
  return (
    <Panel title={t('merge.history')}>
      <ul aria-label={t('merge.history')} className="flex flex-col gap-2">
        {items.map((merge) => (
          <li key={merge.id} className="flex items-start justify-between gap-2 text-[13px]">
            <span className="min-w-0">
              <span className="block font-medium">
                {t(merge.holds ? 'merge.was' : 'merge.wasUndone', {
                  name: merge.mergedName || t('merge.nameless'),
                })}
              </span>
              <span className="text-ink-2">
                {t('merge.by', { who: whoOf(merge), at: formatDateTime(merge.mergedAt) })}
              </span>
            </span>
            {may && merge.id === last?.id && (
              <Button size="sm" onClick={() => setAsked(merge)}>
                <Undo2 aria-hidden />
                {t('merge.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked && <UndoQuestion merge={asked} onClose={() => setAsked(undefined)} />}
    </Panel>
  );
}

function whoOf({ mergedBy }: LeadMerge): string {
  const key = `recorder.${mergedBy.kind}`;
  return mergedBy.name ?? (has(key) ? t(key) : mergedBy.kind);
}

function UndoQuestion({ merge, onClose }: { merge: LeadMerge; onClose: () => void }) {
  const undo = useUnmerge();
  const apply = async () => {
    try {
      await undo.mutateAsync(merge.id);
      toast.done(t('merge.undone', { name: merge.mergedName || t('merge.nameless') }));
      onClose();
    } catch {
      // The refusal has been told; the question stays open.
    }
  };
  return (
    <Confirm
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('merge.undoTitle', { name: merge.mergedName || t('merge.nameless') })}
      action={t('merge.undo')}
      busy={undo.isPending}
      onConfirm={() => void apply()}
    >
      <p>{t('merge.undoText')}</p>
    </Confirm>
  );
}
