import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { ROLES, type CreatedInvitation, type Role } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { t } from '@/lib/i18n';
import { Problem } from '@/lib/problem';
import { Button } from '@/ui/button';
import { CopyField } from '@/ui/copy-field';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { applyProblem, FormProblem } from '@/ui/form';
import { Input, Select } from '@/ui/input';
import { useInvite } from './api';
import { RoleOptions, useRolesToGive } from './roles';

interface InviteDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Asks whom to invite as what, then shows the link, this once. */
export function InviteDialog({ open, onOpenChange }: InviteDialogProps) {
  const [created, setCreated] = useState<CreatedInvitation>();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={created ? t('invite.created', { email: created.email }) : t('invite.title')}
      description={created ? undefined : t('invite.text')}
    >
      {created ? (
        <InvitationLink invitation={created} onDone={() => onOpenChange(false)} />
      ) : (
        <InviteForm onCreated={setCreated} onCancel={() => onOpenChange(false)} />
      )}
    </Dialog>
  );
}

const FIELDS = ['email', 'role'] as const;

interface InviteValues {
  email: string;
  role: Role;
}

const inviteSchema = () =>
  z.object({
    // The server knows which addresses it takes, also those with letters beyond ASCII.
    email: z
      .string()
      .trim()
      .min(1, t('invite.emailMissing'))
      .refine((text) => text === '' || text.includes('@'), t('auth.emailInvalid')),
    role: z.enum(ROLES),
  });

interface InviteFormProps {
  onCreated: (invitation: CreatedInvitation) => void;
  onCancel: () => void;
}

function InviteForm({ onCreated, onCancel }: InviteFormProps) {
  const roles = useRolesToGive();
  const invite = useInvite();
  const [problem, setProblem] = useState<string>();
  const form = useForm<InviteValues>({
    resolver: zodResolver(inviteSchema()),
    defaultValues: { email: '', role: 'REP' },
  });
  const role = useWatch({ control: form.control, name: 'role' });
  const { errors } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      onCreated(await invite.mutateAsync(values));
    } catch (error) {
      if (error instanceof Problem && error.code === 'CONFLICT') {
        form.setError('email', { message: t('invite.isMember') }, { shouldFocus: true });
      } else {
        setProblem(applyProblem(form, error, FIELDS));
      }
    }
  });

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-col">
      <DialogBody>
        <Field label={t('auth.email')} error={errors.email?.message} required>
          {(control) => (
            <Input {...control} type="email" autoComplete="off" {...form.register('email')} />
          )}
        </Field>
        <Field
          label={t('invite.role')}
          hint={t(`role.text.${role}`)}
          error={errors.role?.message}
          required
        >
          {(control) => (
            <Select {...control} {...form.register('role')}>
              <RoleOptions roles={roles} />
            </Select>
          )}
        </Field>
        <FormProblem message={problem} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={invite.isPending}>
          {t('invite.create')}
        </Button>
      </DialogFooter>
    </form>
  );
}

interface InvitationLinkProps {
  invitation: CreatedInvitation;
  onDone: () => void;
}

function InvitationLink({ invitation, onDone }: InvitationLinkProps) {
  const { url, expiresAt } = invitation;
  return (
    <>
      <DialogBody>
        <CopyField
          label={t('invite.link')}
          value={new URL(url, location.origin).toString()}
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
