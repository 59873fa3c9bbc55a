import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { CONSENT_STATUSES, type ConsentDraft } from '@/api/types';
import { useIdempotencyKeys } from '@/lib/idempotency';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { applyProblem, FormProblem } from '@/ui/form';
import { Input, Select } from '@/ui/input';
import { toast } from '@/ui/toast';
import { useMedia, useRecordConsent } from './api';
import { ALL_CHANNELS, channelName, endOfDay, purposeCode, purposeName, PURPOSES } from './words';

interface ConsentDialogProps {
  leadId: string;
  onClose: () => void;
}

export function ConsentDialog({ leadId, onClose }: ConsentDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('consent.record')}
      description={t('consent.recordText')}
    >
      <ConsentForm leadId={leadId} onClose={onClose} />
    </Dialog>
  );
}

const OTHER = 'other';
const FIELDS = ['purpose', 'channel', 'status', 'source', 'expiresAt'] as const;

const consentSchema = () =>
  z
    .object({
      purpose: z.string(),
      other: z.string(),
      channel: z.string(),
      status: z.enum(CONSENT_STATUSES),
      source: z
        .string()
        .trim()
        .min(1, t('consent.sourceMissing'))
        .max(200, t('consent.sourceLong')),
      expiresAt: z.string(),
    })
    .refine(({ purpose, other }) => purpose !== OTHER || purposeCode(other).length >= 2, {
      path: ['other'],
      error: t('consent.purposeMissing'),
    })
    .refine(
      ({ status, expiresAt }) =>
        status !== 'GRANTED' || expiresAt === '' || (endOfDay(expiresAt) ?? '') > now(),
      { path: ['expiresAt'], error: t('consent.endPast') },
    );

type ConsentValues = z.infer<ReturnType<typeof consentSchema>>;

const now = () => new Date().toISOString();

function draftOf({ purpose, other, channel, status, source, expiresAt }: ConsentValues) {
  const draft: ConsentDraft = {
    purpose: purpose === OTHER ? purposeCode(other).slice(0, 40) : purpose,
    channel: channel === ALL_CHANNELS ? undefined : channel,
    status,
    source: source.trim(),
    expiresAt: status === 'GRANTED' && expiresAt ? endOfDay(expiresAt) : undefined,
  };
  return draft;
}

function ConsentForm({ leadId, onClose }: ConsentDialogProps) {
  const record = useRecordConsent(leadId);
  const media = useMedia();
  const keys = useIdempotencyKeys();
  const [problem, setProblem] = useState<string>();
  const form = useForm<ConsentValues>({
    resolver: zodResolver(consentSchema()),
    defaultValues: {
      purpose: PURPOSES[0],
      other: '',
      channel: ALL_CHANNELS,
      status: 'GRANTED',
      source: '',
      expiresAt: '',
    },
  });
  const { errors } = form.formState;
  const [purpose, status] = useWatch({ control: form.control, name: ['purpose', 'status'] });

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    const draft = draftOf(values);
    try {
      await record.mutateAsync({ draft, key: keys.keyFor(draft) });
      toast.done(t('consent.recorded'));
      onClose();
    } catch (error) {
      keys.failed(error);
      setProblem(applyProblem(form, error, FIELDS));
    }
  });

  return (
    <form noValidate className="flex min-h-0 flex-col" onSubmit={(event) => void submit(event)}>
      <DialogBody>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('consent.purpose')} error={errors.purpose?.message}>
            {(control) => (
              <Select {...control} {...form.register('purpose')}>
                {PURPOSES.map((each) => (
                  <option key={each} value={each}>
                    {purposeName(each)}
                  </option>
                ))}
                <option value={OTHER}>{t('consent.otherPurpose')}</option>
              </Select>
            )}
          </Field>
          <Field label={t('consent.channel')} error={errors.channel?.message}>
            {(control) => (
              <Select {...control} {...form.register('channel')}>
                {[ALL_CHANNELS, ...media].map((each) => (
                  <option key={each} value={each}>
                    {channelName(each)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        {purpose === OTHER && (
          <Field label={t('consent.other')} error={errors.other?.message} required>
            {(control) => <Input {...control} autoComplete="off" {...form.register('other')} />}
          </Field>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('consent.status')} error={errors.status?.message}>
            {(control) => (
              <Select {...control} {...form.register('status')}>
                {CONSENT_STATUSES.map((each) => (
                  <option key={each} value={each}>
                    {t(`consent.${each}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {status === 'GRANTED' && (
            <Field label={t('consent.ends')} error={errors.expiresAt?.message} optional>
              {(control) => <Input {...control} type="date" {...form.register('expiresAt')} />}
            </Field>
          )}
        </div>
        <Field
          label={t('consent.source')}
          hint={t('consent.sourceHint')}
          error={errors.source?.message}
          required
        >
          {(control) => <Input {...control} autoComplete="off" {...form.register('source')} />}
        </Field>
        <FormProblem message={problem} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={record.isPending}>
          {t('consent.save')}
        </Button>
      </DialogFooter>
    </form>
  );
}
