import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { CreatedOrganization } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { outsideKeys } from '@/lib/query-keys';
import { Button } from '@/ui/button';
import { CopyField } from '@/ui/copy-field';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { applyProblem, FormProblem } from '@/ui/form';
import { Input } from '@/ui/input';

const FIELDS = ['name', 'ownerEmail'] as const;
type Values = Record<(typeof FIELDS)[number], string>;

interface NewOrganizationDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Makes an organization for somebody else, then shows the link for its owner, this once. */
export function NewOrganizationDialog({ open, onOpenChange }: NewOrganizationDialogProps) {
  const [created, setCreated] = useState<CreatedOrganization>();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={created ? t('platform.created', { name: created.name }) : t('platform.new')}
      description={created ? undefined : t('platform.newText')}
    >
      {created ? (
        <OwnerLink created={created} onDone={() => onOpenChange(false)} />
      ) : (
        <NewOrganizationForm onCreated={setCreated} onCancel={() => onOpenChange(false)} />
      )}
    </Dialog>
  );
}

interface NewOrganizationFormProps {
  onCreated: (created: CreatedOrganization) => void;
  onCancel: () => void;
}

function NewOrganizationForm({ onCreated, onCancel }: NewOrganizationFormProps) {
  const client = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const form = useForm<Values>({ defaultValues: { name: '', ownerEmail: '' } });
  const { errors } = form.formState;
  const create = useMutation({
    meta: { ownErrors: true },
    mutationFn: (body: Values) =>
      http.post<CreatedOrganization>('/api/platform/organizations', { body }),
    onMutate: () => setProblem(undefined),
    onSuccess: onCreated,
    onError: (error) => setProblem(applyProblem(form, error, FIELDS)),
    onSettled: () => client.invalidateQueries({ queryKey: outsideKeys.platformOrganizations }),
  });
  const submit = form.handleSubmit((values) => create.mutate(values));
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-col">
      <DialogBody>
        <Field label={t('settings.name')} error={errors.name?.message} required>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              {...form.register('name', { required: t('auth.organizationMissing') })}
            />
          )}
        </Field>
        <Field label={t('platform.owner')} error={errors.ownerEmail?.message} required>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="off"
              {...form.register('ownerEmail', { required: t('invite.emailMissing') })}
            />
          )}
        </Field>
        <FormProblem message={problem} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={create.isPending}>
          {t('platform.create')}
        </Button>
      </DialogFooter>
    </form>
  );
}

interface OwnerLinkProps {
  created: CreatedOrganization;
  onDone: () => void;
}

function OwnerLink({ created, onDone }: OwnerLinkProps) {
  const { name, organizationNameChanged, invitationUrl, expiresAt } = created;
  return (
    <>
      <DialogBody>
        {organizationNameChanged && <p>{t('platform.nameChanged', { name })}</p>}
        <CopyField
          label={t('invite.link')}
          value={new URL(invitationUrl, location.origin).toString()}
          multiline
        />
        <p>{t('invite.linkText', { at: formatDateTime(expiresAt) })}</p>
        <p className="text-[13px] text-ink-2">{t('invite.once')}</p>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onDone}>
          {t('invite.done')}
        </Button>
      </DialogFooter>
    </>
  );
}
