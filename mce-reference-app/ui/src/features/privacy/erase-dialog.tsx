import { UserX } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { ERASURE_REASONS, type ErasureReason, type Lead } from '@/api/types';
import { leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { messageOf, Problem } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { FormProblem } from '@/ui/form';
import { Input, Select } from '@/ui/input';
import { toast } from '@/ui/toast';
import { ErasureExplained } from './erasure-explained';
import { useErasePerson } from './api';

interface EraseButtonProps {
  lead: Lead;
  named?: boolean;
  onErased?: () => void;
  className?: string;
}

export function EraseButton({ lead, named = false, onErased, className }: EraseButtonProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        size="sm"
        className={`text-bad-text ${className ?? ''}`}
        aria-label={named ? t('privacy.eraseOf', { name: leadName(lead) }) : undefined}
        onClick={() => setAsking(true)}
      >
        <UserX aria-hidden />
        {t('privacy.erase')}
      </Button>
      {asking && <EraseDialog lead={lead} onClose={() => setAsking(false)} onErased={onErased} />}
    </>
  );
}

interface EraseDialogProps {
  lead: Lead;
  onClose: () => void;
  onErased?: () => void;
}

/** Explains, asks why, and has the name typed: nobody erases the wrong person by a slip. */
export function EraseDialog({ lead, onClose, onErased }: EraseDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('privacy.eraseTitle', { name: leadName(lead) })}
    >
      <EraseForm lead={lead} onClose={onClose} onErased={onErased} />
    </Dialog>
  );
}

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

function EraseForm({ lead, onClose, onErased }: EraseDialogProps) {
  const [reason, setReason] = useState<ErasureReason | ''>('');
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const erase = useErasePerson(lead.id);
  const name = leadName(lead);
  const problem = erase.error instanceof Problem ? erase.error : undefined;
  const errorOf = (field: string) => problem?.errors.find((each) => each.field === field)?.message;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(reason === '' || !same(typed, name));
    if (reason === '' || !same(typed, name)) return;
    try {
      // Who has no name is called by a number here; the server knows them by no name.
      await erase.mutateAsync({ reason, confirm: lead.name.trim() ? typed : '' });
      toast.done(t('privacy.erased'));
      onClose();
      onErased?.();
    } catch {
      // Told below.
    }
  };

  return (
    <form noValidate className="flex min-h-0 flex-col" onSubmit={(event) => void submit(event)}>
      <DialogBody>
        <ErasureExplained />
        <Field
          label={t('privacy.reason')}
          error={missing && reason === '' ? t('privacy.reasonMissing') : errorOf('reason')}
          required
        >
          {(control) => (
            <Select
              {...control}
              value={reason}
              onChange={(event) =>
                setReason(ERASURE_REASONS.find((each) => each === event.target.value) ?? '')
              }
            >
              <option value="">{t('privacy.chooseReason')}</option>
              {ERASURE_REASONS.map((each) => (
                <option key={each} value={each}>
                  {t(`erasure.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label={t('privacy.typeName', { name })}
          error={missing && !same(typed, name) ? t('privacy.nameWrong') : errorOf('confirm')}
          required
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <FormProblem
          message={erase.error && !problem?.errors.length ? messageOf(erase.error) : undefined}
        />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="danger" busy={erase.isPending}>
          {t('privacy.eraseAction')}
        </Button>
      </DialogFooter>
    </form>
  );
}
