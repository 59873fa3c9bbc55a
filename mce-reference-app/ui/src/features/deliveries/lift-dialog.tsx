import { useState } from 'react';
import type { LiftReason, Suppression } from '@/api/types';
import { t } from '@/lib/i18n';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { FormProblem } from '@/ui/form';
import { Select } from '@/ui/input';
import { toast } from '@/ui/toast';
import { useLift } from './api';
import { channelOf, listedFor } from './words';

const REASONS: readonly LiftReason[] = ['MISTAKE', 'NEW_OWNER', 'CONSENT_GIVEN_ANEW'];

interface LiftDialogProps {
  entry: Suppression;
  onClose: () => void;
}

/** Takes an address off the list; what the person asked for only with their consent. */
export function LiftDialog({ entry, onClose }: LiftDialogProps) {
  const lift = useLift();
  const [reason, setReason] = useState<LiftReason>(
    entry.ownWish ? 'CONSENT_GIVEN_ANEW' : 'MISTAKE',
  );
  const [consent, setConsent] = useState(false);
  const needsConsent = reason === 'CONSENT_GIVEN_ANEW';
  const apply = async () => {
    try {
      await lift.mutateAsync({ entry, reason });
      toast.done(t('stop.lifted'));
      onClose();
    } catch {
      // The dialog says why and stays open.
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('stop.liftTitle')}
      description={`${entry.leadName ?? t('stop.nobody')} · ${channelOf(entry.channel)}`}
    >
      <form
        noValidate
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          void apply();
        }}
      >
        <DialogBody>
          <p>{listedFor(entry)}</p>
          {entry.ownWish ? (
            <p>{t('stop.ownWish')}</p>
          ) : (
            <Field label={t('stop.reason')}>
              {(control) => (
                <Select
                  {...control}
                  value={reason}
                  onChange={(event) => setReason(event.target.value as LiftReason)}
                >
                  {REASONS.map((each) => (
                    <option key={each} value={each}>
                      {t(`stop.reason.${each}`)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          {needsConsent && (
            <Checkbox
              label={t('stop.consent')}
              hint={t('stop.consentHint')}
              checked={consent}
              onChange={(event) => setConsent(event.target.checked)}
            />
          )}
          <FormProblem message={lift.error ? messageOf(lift.error) : undefined} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            variant="danger"
            busy={lift.isPending}
            disabled={needsConsent && !consent}
          >
            {t('stop.lift')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
