import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { leadName } from '@/lib/format';
import { useIdempotencyKeys } from '@/lib/idempotency';
import { t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { applyProblem, FormProblem } from '@/ui/form';
import { toast } from '@/ui/toast';
import { useCreateLead } from './api';
import { LEAD_FIELDS, LeadFields, leadSchema, type LeadValues } from './lead-form';

interface LeadCreateDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function LeadCreateDialog({ open, onOpenChange }: LeadCreateDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('leads.new')}
      description={t('leads.newText')}
    >
      <LeadCreateForm onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function LeadCreateForm({ onDone }: { onDone: () => void }) {
  const navigate = useNavigate();
  const create = useCreateLead();
  const [problem, setProblem] = useState<string>();
  const keys = useIdempotencyKeys();
  const form = useForm<LeadValues>({
    resolver: zodResolver(leadSchema()),
    defaultValues: { name: '', phone: '', email: '', company: '', tags: [] },
  });

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    const draft = {
      name: values.name,
      phone: values.phone || undefined,
      email: values.email || undefined,
      company: values.company || undefined,
      tags: values.tags.length > 0 ? values.tags : undefined,
    };
    try {
      const { outcome, lead } = await create.mutateAsync({ draft, key: keys.keyFor(draft) });
      toast.done(
        outcome === 'CREATED'
          ? t('leads.created.done', { name: leadName(lead) })
          : t('leads.merged.done', { name: leadName(lead) }),
      );
      onDone();
      await navigate(routes.lead(lead.id));
    } catch (error) {
      keys.failed(error);
      setProblem(applyProblem(form, error, LEAD_FIELDS));
    }
  });

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-col">
      <DialogBody>
        <LeadFields form={form} />
        <FormProblem message={problem} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={create.isPending}>
          {t('leads.create')}
        </Button>
      </DialogFooter>
    </form>
  );
}
