import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { CodeField, codeProblem, type CodeKind } from '@/ui/code-field';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { FormProblem } from '@/ui/form';
import { Input } from '@/ui/input';
import { toast } from '@/ui/toast';
import { useTurnOff } from './api';
import { showProblem } from './problems';

/** Takes what a log-in takes: the password, and a code. */
export function TurnOffDialog({ onClose }: { onClose: () => void }) {
  const turnOff = useTurnOff();
  const [kind, setKind] = useState<CodeKind>('app');
  const [problem, setProblem] = useState<string>();
  const form = useForm({ defaultValues: { password: '', code: '' } });
  const { errors } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      await turnOff.mutateAsync(values);
      toast.done(t('account.isOff'));
      onClose();
    } catch (error) {
      setProblem(showProblem(form, error, ['password', 'code']));
    }
  });

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('account.turnOffTitle')}
      description={t('account.turnOffText')}
    >
      <form noValidate onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-col">
        <DialogBody>
          <Field label={t('auth.password')} error={errors.password?.message}>
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete="current-password"
                {...form.register('password', { required: t('auth.passwordMissing') })}
              />
            )}
          </Field>
          <CodeField
            kind={kind}
            onKind={(next) => {
              form.resetField('code');
              setKind(next);
            }}
            error={errors.code?.message}
            registration={form.register('code', { validate: codeProblem(kind) })}
          />
          <FormProblem message={problem} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="danger" busy={turnOff.isPending}>
            {t('account.turnOff')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
