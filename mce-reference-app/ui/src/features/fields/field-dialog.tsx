import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { FIELD_TYPES, type CustomField, type FieldType } from '@/api/types';
import { useCreateField } from '@/lib/custom-fields';
import { t } from '@/lib/i18n';
import { Problem } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { applyProblem, FormProblem } from '@/ui/form';
import { Input, Select, Textarea } from '@/ui/input';
import { toast } from '@/ui/toast';
import { useChangeField } from './api';

const NAMES = ['label', 'key', 'type', 'choices', 'currency'] as const;

interface FieldForm {
  label: string;
  key: string;
  type: FieldType;
  choices: string;
  currency: string;
  required: boolean;
  sensitive: boolean;
}

const schema = () =>
  z.object({
    label: z.string().trim().min(1, t('fields.labelMissing')).max(100),
    key: z.string().trim(),
    type: z.enum(FIELD_TYPES),
    choices: z.string(),
    currency: z.string().trim().toUpperCase(),
    required: z.boolean(),
    sensitive: z.boolean(),
  });

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

const hasChoices = (type: FieldType) => type === 'CHOICE' || type === 'MULTI_CHOICE';

interface FieldDialogProps {
  /** Absent for a new one. */
  field: CustomField | undefined;
  onClose: () => void;
}

export function FieldDialog({ field, onClose }: FieldDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={field ? t('fields.editOf', { name: field.label }) : t('fields.new')}
      description={field ? t('fields.editText') : undefined}
    >
      <FieldDialogForm field={field} onClose={onClose} />
    </Dialog>
  );
}

function FieldDialogForm({ field, onClose }: FieldDialogProps) {
  const create = useCreateField();
  const change = useChangeField();
  const [problem, setProblem] = useState<string>();
  const form = useForm<FieldForm>({
    resolver: zodResolver(schema()),
    defaultValues: {
      label: field?.label ?? '',
      key: field?.key ?? '',
      type: field?.type ?? 'TEXT',
      choices: field?.choices.join('\n') ?? '',
      currency: field?.currency ?? '',
      required: field?.required ?? false,
      sensitive: field?.sensitive ?? false,
    },
  });
  const { errors } = form.formState;
  const type = form.watch('type');

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    const { label, required, sensitive } = values;
    const choices = hasChoices(type) ? linesOf(values.choices) : undefined;
    try {
      if (field) {
        await change.mutateAsync({ field, change: { label, choices, required, sensitive } });
      } else {
        await create.mutateAsync({
          label,
          type,
          key: values.key || undefined,
          choices,
          currency: type === 'MONEY' ? values.currency : undefined,
          required,
          sensitive,
        });
      }
      toast.done(t('fields.saved'));
      onClose();
    } catch (error) {
      setProblem(
        error instanceof Problem && error.isConflict
          ? t('conflict.short')
          : applyProblem(form, error, NAMES),
      );
    }
  });

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-col">
      <DialogBody>
        <Field label={t('fields.label')} error={errors.label?.message} required>
          {(control) => <Input {...control} autoComplete="off" {...form.register('label')} />}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('fields.type')} error={errors.type?.message}>
            {(control) => (
              <Select {...control} disabled={!!field} {...form.register('type')}>
                {FIELD_TYPES.map((each) => (
                  <option key={each} value={each}>
                    {t(`fields.type.${each}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            label={t('fields.key')}
            hint={field ? t('fields.keyStays') : t('fields.keyHint')}
            error={errors.key?.message}
            optional={!field}
          >
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                disabled={!!field}
                className="font-mono"
                {...form.register('key')}
              />
            )}
          </Field>
        </div>
        {hasChoices(type) && (
          <Field
            label={t('fields.choices')}
            hint={t('fields.choicesHint')}
            error={errors.choices?.message}
            required
          >
            {(control) => <Textarea {...control} rows={4} {...form.register('choices')} />}
          </Field>
        )}
        {type === 'MONEY' && (
          <Field
            label={t('fields.currency')}
            hint={t('fields.currencyHint')}
            error={errors.currency?.message}
            required
          >
            {(control) => (
              <Input
                {...control}
                maxLength={3}
                disabled={!!field}
                className="w-24 uppercase"
                {...form.register('currency')}
              />
            )}
          </Field>
        )}
        <Checkbox
          label={t('fields.required')}
          hint={t('fields.requiredHint')}
          {...form.register('required')}
        />
        <Checkbox
          label={t('fields.sensitive')}
          hint={t('fields.sensitiveHint')}
          {...form.register('sensitive')}
        />
        <FormProblem message={problem} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={create.isPending || change.isPending}>
          {t('common.save')}
        </Button>
      </DialogFooter>
    </form>
  );
}
