import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { z } from 'zod';
import type { CreatedApiKey } from '@/api/types';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { CopyField } from '@/ui/copy-field';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { applyProblem, FormProblem } from '@/ui/form';
import { Input, Select } from '@/ui/input';
import { useCreateKey } from './api';
import { PermissionPicker } from './permission-picker';

interface NewKeyDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Asks what the key is for, then shows it, this once. */
export function NewKeyDialog({ open, onOpenChange }: NewKeyDialogProps) {
  const [created, setCreated] = useState<CreatedApiKey>();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={created ? t('keys.created', { name: created.name }) : t('keys.new')}
      description={created ? undefined : t('keys.newText')}
    >
      {created ? (
        <Secret secret={created.secret} onDone={() => onOpenChange(false)} />
      ) : (
        <KeyForm onCreated={setCreated} onCancel={() => onOpenChange(false)} />
      )}
    </Dialog>
  );
}

const EXPIRIES = ['NEVER', 'DAYS_30', 'DAYS_90', 'YEAR'] as const;
type Expiry = (typeof EXPIRIES)[number];

const DAYS: Record<Exclude<Expiry, 'NEVER'>, number> = { DAYS_30: 30, DAYS_90: 90, YEAR: 365 };

function expiresAt(expiry: Expiry): string | undefined {
  if (expiry === 'NEVER') return undefined;
  return new Date(Date.now() + DAYS[expiry] * 86_400_000).toISOString();
}

const FIELDS = ['name', 'permissions'] as const;

interface KeyValues {
  name: string;
  permissions: string[];
  expiry: Expiry;
}

const keySchema = () =>
  z.object({
    name: z.string().trim().min(1, t('keys.nameMissing')).max(100, t('keys.nameLong')),
    permissions: z.array(z.string()).min(1, t('keys.permissionsMissing')),
    expiry: z.enum(EXPIRIES),
  });

interface KeyFormProps {
  onCreated: (key: CreatedApiKey) => void;
  onCancel: () => void;
}

function KeyForm({ onCreated, onCancel }: KeyFormProps) {
  const create = useCreateKey();
  const [problem, setProblem] = useState<string>();
  const form = useForm<KeyValues>({
    resolver: zodResolver(keySchema()),
    defaultValues: { name: '', permissions: [], expiry: 'DAYS_90' },
  });
  const { errors } = form.formState;

  const submit = form.handleSubmit(async ({ name, permissions, expiry }) => {
    setProblem(undefined);
    try {
      onCreated(await create.mutateAsync({ name, permissions, expiresAt: expiresAt(expiry) }));
    } catch (error) {
      setProblem(applyProblem(form, error, FIELDS));
    }
  });

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-col">
      <DialogBody>
        <Field
          label={t('keys.name')}
          hint={t('keys.nameHint')}
          error={errors.name?.message}
          required
        >
          {(control) => <Input {...control} autoComplete="off" {...form.register('name')} />}
        </Field>
        <Controller
          control={form.control}
          name="permissions"
          render={({ field }) => (
            <PermissionPicker
              ref={field.ref}
              value={field.value}
              onChange={field.onChange}
              error={errors.permissions?.message}
            />
          )}
        />
        <Field label={t('keys.expiry')}>
          {(control) => (
            <Select {...control} {...form.register('expiry')}>
              {EXPIRIES.map((expiry) => (
                <option key={expiry} value={expiry}>
                  {t(`keys.expiry.${expiry}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <FormProblem message={problem} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={create.isPending}>
          {t('keys.create')}
        </Button>
      </DialogFooter>
    </form>
  );
}

function Secret({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <>
      <DialogBody>
        <CopyField label={t('keys.secret')} value={secret} multiline />
        <p>
          {t('keys.use')} <code className="block font-mono text-[12.5px]">{t('keys.header')}</code>
        </p>
        <p className="text-[13px] text-ink-2">{t('keys.once')}</p>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onDone}>
          {t('invite.done')}
        </Button>
      </DialogFooter>
    </>
  );
}
