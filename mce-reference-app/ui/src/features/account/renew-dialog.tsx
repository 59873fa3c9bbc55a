import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { CodeField, codeProblem } from '@/ui/code-field';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { FormProblem } from '@/ui/form';
import { useRenewCodes } from './api';
import { showProblem } from './problems';
import { RecoveryCodesStep } from './recovery-codes-step';

/** Asks for a code of the app, then shows ten new recovery codes. */
export function RenewDialog({ onClose }: { onClose: () => void }) {
  const renew = useRenewCodes();
  const [codes, setCodes] = useState<string[]>();
  const [problem, setProblem] = useState<string>();
  const form = useForm({ defaultValues: { code: '' } });

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      setCodes((await renew.mutateAsync(values)).recoveryCodes);
    } catch (error) {
      setProblem(showProblem(form, error, ['code']));
    }
  });

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t(codes ? 'account.codesTitle' : 'account.renew')}
      description={t(codes ? 'account.codesText' : 'account.renewText')}
    >
      {codes ? (
        <RecoveryCodesStep codes={codes} onDone={onClose} />
      ) : (
        <form noValidate onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-col">
          <DialogBody>
            <CodeField
              kind="app"
              error={form.formState.errors.code?.message}
              registration={form.register('code', { validate: codeProblem('app') })}
            />
            <FormProblem message={problem} />
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" variant="primary" busy={renew.isPending}>
              {t('account.renewSubmit')}
            </Button>
          </DialogFooter>
        </form>
      )}
    </Dialog>
  );
}
