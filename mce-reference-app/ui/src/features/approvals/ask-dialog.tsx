import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import type { Lead, LeadStatus } from '@/api/types';
import { leadName } from '@/lib/format';
import { useIdempotencyKeys } from '@/lib/idempotency';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { applyProblem, FormProblem } from '@/ui/form';
import { Textarea } from '@/ui/input';
import { toast } from '@/ui/toast';
import { useAsk } from './api';

interface AskDialogProps {
  lead: Lead;
  to: LeadStatus;
  onClose: () => void;
}

const MAX_TEXT = 1000;

const schema = () =>
  z.object({
    reason: z
      .string()
      .trim()
      .min(1, t('approval.reasonMissing'))
      .max(MAX_TEXT, t('approval.textLong')),
  });

/** Asks for a status that the person may not give, with the reason for who decides. */
export function AskDialog({ lead, to, onClose }: AskDialogProps) {
  const ask = useAsk(lead.id);
  const keys = useIdempotencyKeys();
  const [problem, setProblem] = useState<string>();
  const form = useForm<{ reason: string }>({
    resolver: zodResolver(schema()),
    defaultValues: { reason: '' },
  });

  const submit = form.handleSubmit(async ({ reason }) => {
    setProblem(undefined);
    const body = { status: to, reason: reason.trim() };
    try {
      await ask.mutateAsync({ ...body, key: keys.keyFor(body) });
      toast.done(t('approval.asked'));
      onClose();
    } catch (error) {
      keys.failed(error);
      setProblem(applyProblem(form, error, ['reason']));
    }
  });

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('approval.ask')}
      description={t('approval.askText', {
        name: leadName(lead),
        from: t(`status.${lead.status}`),
        to: t(`status.${to}`),
      })}
    >
      <form noValidate className="flex min-h-0 flex-col" onSubmit={(event) => void submit(event)}>
        <DialogBody>
          <Field
            label={t('approval.reason')}
            hint={t('approval.reasonHint')}
            error={form.formState.errors.reason?.message}
            required
          >
            {(control) => <Textarea {...control} rows={3} {...form.register('reason')} />}
          </Field>
          <FormProblem message={problem} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" busy={ask.isPending}>
            {t('approval.send')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
