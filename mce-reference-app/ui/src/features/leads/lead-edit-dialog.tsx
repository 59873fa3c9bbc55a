import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { CustomField, Lead } from '@/api/types';
import { useActiveFields } from '@/lib/custom-fields';
import { t } from '@/lib/i18n';
import { Problem } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { applyProblem, FormProblem } from '@/ui/form';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { useChangeLead } from './api';
import { ConflictChoice, type Side } from './conflict-choice';
import { LeadFields, leadSchema, namesOf, type LeadValues } from './lead-form';
import { changeOf, flat, nested, threeWay, valuesOf, type Conflict } from './three-way';

interface LeadEditDialogProps {
  lead: Lead;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function LeadEditDialog({ lead, open, onOpenChange }: LeadEditDialogProps) {
  const fields = useActiveFields();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('lead.edit')}>
      {fields ? (
        <LeadEditForm lead={lead} fields={fields} onDone={() => onOpenChange(false)} />
      ) : (
        <DialogBody>
          <Skeleton className="h-64" />
        </DialogBody>
      )}
    </Dialog>
  );
}

interface LeadEditFormProps {
  lead: Lead;
  fields: CustomField[];
  onDone: () => void;
}

function LeadEditForm({ lead, fields: known, onDone }: LeadEditFormProps) {
  // What the person edits is the version on the screen when they began, whatever happens meanwhile.
  const [base, setBase] = useState(lead);
  const [fields] = useState(known);
  const [conflicts, setConflicts] = useState<Conflict[]>([]);
  const [sides, setSides] = useState<Record<string, Side>>({});
  const [problem, setProblem] = useState<string>();
  const change = useChangeLead(lead.id);
  const keys = fields.map(({ key }) => key);
  const form = useForm<LeadValues>({
    resolver: zodResolver(leadSchema()),
    defaultValues: valuesOf(lead, keys),
  });

  /** What others changed in between is taken in; only what both changed is asked. */
  const save = async (from: Lead, values: LeadValues): Promise<void> => {
    setProblem(undefined);
    const difference = changeOf(from, values);
    try {
      if (Object.keys(difference).length > 0) {
        await change.mutateAsync({ change: difference, version: from.version });
      }
      toast.done(t('lead.saved'));
      onDone();
    } catch (error) {
      if (!(error instanceof Problem && error.isConflict)) {
        setProblem(applyProblem(form, error, namesOf(fields)));
        return;
      }
      const theirs = error.current as Lead;
      const joined = threeWay(
        flat(valuesOf(from, keys)),
        flat(values),
        flat(valuesOf(theirs, keys)),
      );
      const merged = nested(joined.merged);
      form.reset(merged);
      setBase(theirs);
      setConflicts(joined.conflicts);
      setSides({});
      if (joined.conflicts.length === 0) await save(theirs, merged);
    }
  };

  const submit = form.handleSubmit((values) => {
    setConflicts([]);
    return save(base, values);
  });

  const choose = (conflict: Conflict, side: Side) => {
    const { field } = conflict;
    setSides((all) => ({ ...all, [field]: side }));
    form.setValue(field as 'name', conflict[side] as string, { shouldDirty: true });
  };
  const open = conflicts.filter(({ field }) => !sides[field]);

  return (
    <form
      noValidate
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <DialogBody>
        {conflicts.length > 0 && (
          <ConflictChoice
            conflicts={conflicts}
            fields={fields}
            sides={sides}
            onChoose={(field, side) => {
              const conflict = conflicts.find((each) => each.field === field);
              if (conflict) choose(conflict, side);
            }}
          />
        )}
        <LeadFields form={form} fields={fields} />
        <FormProblem message={problem} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={change.isPending} disabled={open.length > 0}>
          {t('common.save')}
        </Button>
      </DialogFooter>
    </form>
  );
}
