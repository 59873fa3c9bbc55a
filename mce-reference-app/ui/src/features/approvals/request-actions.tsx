import { Check, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import type { StatusRequest } from '@/api/types';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { toast } from '@/ui/toast';
import { useEnd, type Ending } from './api';
import { RefuseDialog } from './refuse-dialog';

/** What the person may do about an open request. */
export function RequestActions({ request }: { request: StatusRequest }) {
  const end = useEnd();
  const [refusing, setRefusing] = useState(false);
  const apply = async (how: Ending) => {
    try {
      await end.mutateAsync({ request, how });
      toast.done(t(how === 'approve' ? 'approval.approved' : 'approval.withdrawn'));
    } catch {
      // The refusal has been told.
    }
  };
  if (!request.decidable && !request.withdrawable) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {request.decidable && (
        <>
          <Button
            size="sm"
            variant="primary"
            busy={end.isPending}
            onClick={() => void apply('approve')}
          >
            <Check aria-hidden />
            {t('approval.approve')}
          </Button>
          <Button size="sm" onClick={() => setRefusing(true)}>
            <X aria-hidden />
            {t('approval.refuse')}
          </Button>
        </>
      )}
      {request.withdrawable && (
        <Button
          size="sm"
          variant="ghost"
          busy={end.isPending}
          onClick={() => void apply('withdraw')}
        >
          <Undo2 aria-hidden />
          {t('approval.withdraw')}
        </Button>
      )}
      {refusing && <RefuseDialog request={request} onClose={() => setRefusing(false)} />}
    </div>
  );
}
