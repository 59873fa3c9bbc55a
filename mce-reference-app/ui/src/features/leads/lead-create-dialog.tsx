import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useNavigate } from 'react-router';
import type { CustomField } from '@/api/types';
import { useActiveFields } from '@/lib/custom-fields';
import { leadName } from '@/lib/format';
import { useIdempotencyKeys } from '@/lib/idempotency';
import { t } from '@/lib/i18n';
import { useProjects } from '@/lib/projects';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { applyProblem, FormProblem } from '@/ui/form';
import { Select } from '@/ui/input';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { useCreateLead } from './api';
import { LeadFields, leadSchema, namesOf, type LeadValues } from './lead-form';

interface LeadCreateDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function LeadCreateDialog({ open, onOpenChange }: LeadCreateDialogProps) {
  const fields = useActiveFields();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('leads.new')}
      description={t('leads.newText')}
    >
      {fields ? (
        <LeadCreateForm fields={fields} onDone={() => onOpenChange(false)} />
      ) : (
        <DialogBody>
          <Skeleton className="h-64" />
        </DialogBody>
      )}
    </Dialog>
  );
}

interface LeadCreateFormProps {
  fields: CustomField[];
  onDone: () => void;
}

function LeadCreateForm({ fields: known, onDone }: LeadCreateFormProps) {
  const [fields] = useState(known);
  const projects = (useProjects().data?.items ?? []).filter(({ active }) => active);
  const [project, setProject] = useState('');
  const navigate = useNavigate();
  const create = useCreateLead();
  const [problem, setProblem] = useState<string>();
  const keys = useIdempotencyKeys();
  const form = useForm<LeadValues>({
    resolver: zodResolver(leadSchema()),
    defaultValues: {
      name: '',
      phone: '',
      email: '',
      company: '',
      tags: [],
      metadata: Object.fromEntries(fields.map(({ key }) => [key, ''])),
    },
  });

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    const metadata = Object.fromEntries(
      Object.entries(values.metadata).filter(([, value]) => value.trim() !== ''),
    );
    const draft = {
      name: values.name,
      phone: values.phone || undefined,
      email: values.email || undefined,
      company: values.company || undefined,
      project: project || undefined,
      tags: values.tags.length > 0 ? values.tags : undefined,
      metadata: Object.keys(metadata).length > 0 ? metadata : undefined,
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
      setProblem(applyProblem(form, error, namesOf(fields)));
    }
  });

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-col">
      <DialogBody>
        <LeadFields form={form} fields={fields} />
        {projects.length > 0 && (
          <Field label={t('leads.project')} optional>
            {(control) => (
              <Select
                {...control}
                value={project}
                onChange={(event) => setProject(event.target.value)}
              >
                <option value="">{t('lead.noProject')}</option>
                {projects.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
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
