import { useState } from 'react';
import type { StatusRequest } from '@/api/types';
import { t } from '@/lib/i18n';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { FormProblem } from '@/ui/form';
import { Textarea } from '@/ui/input';
import { toast } from '@/ui/toast';
import { useRefuse } from './api';

interface RefuseDialogProps {
  request: StatusRequest;
  onClose: () => void;
}

/** Refuses a request, with a word to who asked. */
export function RefuseDialog({ request, onClose }: RefuseDialogProps) {
  const refuse = useRefuse(request);
  const [answer, setAnswer] = useState('');
  const apply = async () => {
    try {
      await refuse.mutateAsync(answer.trim());
      toast.done(t('approval.refused'));
      onClose();
    } catch {
      // The dialog says why and stays open.
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('approval.refuse')}
      description={t('approval.refuseText')}
    >
      <form
        noValidate
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          void apply();
        }}
      >
        <DialogBody>
          <Field label={t('approval.answer')} optional>
            {(control) => (
              <Textarea
                {...control}
                rows={3}
                maxLength={1000}
                value={answer}
                onChange={(event) => setAnswer(event.target.value)}
              />
            )}
          </Field>
          <FormProblem message={refuse.error ? messageOf(refuse.error) : undefined} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="danger" busy={refuse.isPending}>
            {t('approval.refuse')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
