import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Lead } from '@/api/types';
import { t } from '@/lib/i18n';
import { Problem } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { applyProblem, ConflictNotice, FormProblem } from '@/ui/form';
import { toast } from '@/ui/toast';
import { useChangeLead } from './api';
import { LEAD_FIELDS, LeadFields, leadSchema, type LeadValues } from './lead-form';

interface LeadEditDialogProps {
  lead: Lead;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function LeadEditDialog({ lead, open, onOpenChange }: LeadEditDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('lead.edit')}>
      <LeadEditForm lead={lead} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

const valuesOf = (lead: Lead): LeadValues => ({
  name: lead.name,
  phone: lead.phone ?? '',
  email: lead.email ?? '',
  company: lead.company ?? '',
  tags: lead.tags,
});

function LeadEditForm({ lead, onDone }: { lead: Lead; onDone: () => void }) {
  // What the person edits is the version on the screen when they began, whatever happens meanwhile.
  const [base, setBase] = useState(lead);
  const [theirs, setTheirs] = useState<Lead>();
  const [problem, setProblem] = useState<string>();
  const change = useChangeLead(lead.id);
  const form = useForm<LeadValues>({
    resolver: zodResolver(leadSchema()),
    defaultValues: valuesOf(lead),
  });

  const save = (version: number) =>
    form.handleSubmit(async (values) => {
      setProblem(undefined);
      try {
        await change.mutateAsync({ change: values, version });
        toast.done(t('lead.saved'));
        onDone();
      } catch (error) {
        if (error instanceof Problem && error.isConflict) setTheirs(error.current as Lead);
        else setProblem(applyProblem(form, error, LEAD_FIELDS));
      }
    })();

  return (
    <form
      noValidate
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        void save(base.version);
      }}
    >
      <DialogBody>
        {theirs && (
          <ConflictNotice
            onReload={() => {
              form.reset(valuesOf(theirs));
              setBase(theirs);
              setTheirs(undefined);
            }}
            onKeepMine={() => {
              setBase(theirs);
              setTheirs(undefined);
              void save(theirs.version);
            }}
          />
        )}
        <LeadFields form={form} />
        <FormProblem message={problem} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={change.isPending} disabled={!!theirs}>
          {t('common.save')}
        </Button>
      </DialogFooter>
    </form>
  );
}
