import type { DoubtDecision, Undecided } from '@/api/types';
import { t } from '@/lib/i18n';
import { Confirm } from '@/ui/dialog';
import { toast } from '@/ui/toast';
import { useDecide } from './api';
import { leadOf } from './words';

interface DecideDialogProps {
  decision: DoubtDecision;
  of: readonly Undecided[];
  onClose: () => void;
  /** With the ids of those that were decided about. */
  onDone: (ids: readonly string[]) => void;
}

/** Asks before a decision about one message or many, and says what became of it. */
export function DecideDialog({ decision, of, onClose, onDone }: DecideDialogProps) {
  const decide = useDecide();
  const apply = async () => {
    try {
      const { done, items } = await decide.mutateAsync({ decision, of });
      if (done > 0) toast.done(t(`doubt.done.${decision}`, { count: done }));
      const refused = items.filter(({ result }) => result !== 'DONE');
      const [first] = refused;
      if (first) {
        toast.warn(
          t('doubt.refused', { count: refused.length, why: first.detail ?? first.result }),
        );
      }
      const settled = new Set(items.filter(({ result }) => result === 'DONE').map(({ id }) => id));
      onDone(of.filter(({ delivery }) => settled.has(delivery.id)).map(({ id }) => id));
    } catch {
      // The refusal has been told; the dialog stays open to try again.
    }
  };
  const [only, ...others] = of;
  return (
    <Confirm
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`doubt.${decision}`)}
      action={t(`doubt.${decision}`)}
      danger={decision === 'SEND_AGAIN' || decision === 'GIVE_UP'}
      busy={decide.isPending}
      onConfirm={() => void apply()}
    >
      <p>
        {only && others.length === 0
          ? t('delivery.to', { name: leadOf(only.delivery) })
          : t('doubt.chosen', { count: of.length })}
      </p>
      <p>{t(`doubt.text.${decision}`)}</p>
    </Confirm>
  );
}
