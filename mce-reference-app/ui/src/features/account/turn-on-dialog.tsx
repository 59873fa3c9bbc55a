import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { SecondFactorSetup } from '@/api/types';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { CodeField, codeProblem } from '@/ui/code-field';
import { CopyField } from '@/ui/copy-field';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { FormProblem } from '@/ui/form';
import { Input } from '@/ui/input';
import { QrImage } from '@/ui/qr-image';
import { useConfirm, usePrepare } from './api';
import { showProblem } from './problems';
import { RecoveryCodesStep } from './recovery-codes-step';

/** Password, then the app, then the recovery codes. */
export function TurnOnDialog({ onClose }: { onClose: () => void }) {
  const [setup, setSetup] = useState<SecondFactorSetup>();
  const [codes, setCodes] = useState<string[]>();
  const [title, text] = codes
    ? [t('account.codesTitle'), t('account.codesText')]
    : setup
      ? [t('account.scanTitle'), t('account.scanText')]
      : [t('account.steps'), t('account.turnOnText')];
  return (
    <Dialog open onOpenChange={onClose} title={title} description={text}>
      {codes ? (
        <RecoveryCodesStep codes={codes} note={t('account.othersOut')} onDone={onClose} />
      ) : setup ? (
        <ConnectStep setup={setup} onConfirmed={setCodes} onCancel={onClose} />
      ) : (
        <PasswordStep onPrepared={setSetup} onCancel={onClose} />
      )}
    </Dialog>
  );
}

interface PasswordStepProps {
  onPrepared: (setup: SecondFactorSetup) => void;
  onCancel: () => void;
}

function PasswordStep({ onPrepared, onCancel }: PasswordStepProps) {
  const prepare = usePrepare();
  const [problem, setProblem] = useState<string>();
  const form = useForm({ defaultValues: { password: '' } });

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      onPrepared(await prepare.mutateAsync(values));
    } catch (error) {
      setProblem(showProblem(form, error, ['password']));
    }
  });

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-col">
      <DialogBody>
        <Field label={t('auth.password')} error={form.formState.errors.password?.message}>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              {...form.register('password', { required: t('auth.passwordMissing') })}
            />
          )}
        </Field>
        <FormProblem message={problem} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={prepare.isPending}>
          {t('account.next')}
        </Button>
      </DialogFooter>
    </form>
  );
}

interface ConnectStepProps {
  setup: SecondFactorSetup;
  onConfirmed: (recoveryCodes: string[]) => void;
  onCancel: () => void;
}

function ConnectStep({ setup, onConfirmed, onCancel }: ConnectStepProps) {
  const confirm = useConfirm();
  const [problem, setProblem] = useState<string>();
  const form = useForm({ defaultValues: { code: '' } });

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      onConfirmed((await confirm.mutateAsync(values)).recoveryCodes);
    } catch (error) {
      setProblem(showProblem(form, error, ['code']));
    }
  });

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-col">
      <DialogBody>
        <div className="flex justify-center">
          <QrImage text={setup.uri} label={t('account.qr')} />
        </div>
        <details className="text-[13px]">
          <summary className="font-medium text-accent-text">{t('account.cannotScan')}</summary>
          <div className="mt-2 flex flex-col gap-2">
            <span className="text-ink-2">{t('account.secret')}</span>
            <CopyField label={t('account.secret')} value={inGroups(setup.secret)} multiline />
            <a
              href={setup.uri}
              className="self-start font-medium text-accent-text underline underline-offset-2"
            >
              {t('account.openApp')}
            </a>
          </div>
        </details>
        <CodeField
          kind="app"
          error={form.formState.errors.code?.message}
          registration={form.register('code', { validate: codeProblem('app') })}
        />
        <FormProblem message={problem} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={confirm.isPending}>
          {t('account.confirm')}
        </Button>
      </DialogFooter>
    </form>
  );
}

/** Easier to type; apps pass over the spaces. */
const inGroups = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ');
