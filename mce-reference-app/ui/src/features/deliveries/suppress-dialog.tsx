import { useState } from 'react';
import { t } from '@/lib/i18n';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { toast } from '@/ui/toast';
import { useSuppress } from './api';
import { ChannelField } from './channel-field';

/** Puts one address on the list. */
export function SuppressDialog({ onClose }: { onClose: () => void }) {
  const suppress = useSuppress();
  const [channel, setChannel] = useState('ALL');
  const [address, setAddress] = useState('');
  const apply = async () => {
    try {
      await suppress.mutateAsync({ channel, address: address.trim() });
      toast.done(t('stop.added'));
      onClose();
    } catch {
      // The field says why and the dialog stays open.
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('stop.add')}
      description={t('stop.addText')}
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
          <Field
            label={t('stop.address')}
            required
            error={suppress.error ? messageOf(suppress.error) : undefined}
          >
            {(control) => (
              <Input
                {...control}
                maxLength={300}
                value={address}
                onChange={(event) => setAddress(event.target.value)}
              />
            )}
          </Field>
          <ChannelField value={channel} onChange={setChannel} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            variant="primary"
            busy={suppress.isPending}
            disabled={!address.trim()}
          >
            {t('stop.add')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
