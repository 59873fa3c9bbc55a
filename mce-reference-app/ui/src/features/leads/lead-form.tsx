import { Controller, type FieldPath, type UseFormReturn } from 'react-hook-form';
import { z } from 'zod';
import type { CustomField } from '@/api/types';
import { t } from '@/lib/i18n';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { TagsInput } from '@/ui/tags-input';
import { FieldInput } from './field-input';

const LEAD_FIELDS = ['name', 'phone', 'email', 'company', 'tags'] as const;

/** Where the server's answer can put a problem. */
export const namesOf = (fields: readonly CustomField[]): FieldPath<LeadValues>[] => [
  ...LEAD_FIELDS,
  ...fields.map(({ key }) => `metadata.${key}` as const),
];

export interface LeadValues {
  name: string;
  phone: string;
  email: string;
  company: string;
  tags: string[];
  /** Values of custom fields by key; empty for none. */
  metadata: Record<string, string>;
}

export const leadSchema = () =>
  z.object({
    name: z.string().trim().min(1, t('lead.nameMissing')),
    phone: z.string().trim(),
    // The server knows which addresses it takes, also those with letters beyond ASCII.
    email: z
      .string()
      .trim()
      .refine((text) => text === '' || text.includes('@'), t('auth.emailInvalid')),
    company: z.string().trim(),
    tags: z.array(z.string()),
    metadata: z.record(z.string(), z.string()),
  });

/** The fields a person types, whether the lead is new or known. */
export function LeadFields({
  form,
  fields,
}: {
  form: UseFormReturn<LeadValues>;
  fields: readonly CustomField[];
}) {
  const { errors } = form.formState;
  return (
    <>
      <Field label={t('leads.name')} error={errors.name?.message} required>
        {(control) => <Input {...control} autoComplete="off" {...form.register('name')} />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('leads.phone')} error={errors.phone?.message} optional>
          {(control) => (
            <Input {...control} type="tel" autoComplete="off" {...form.register('phone')} />
          )}
        </Field>
        <Field label={t('leads.email')} error={errors.email?.message} optional>
          {(control) => (
            <Input {...control} type="email" autoComplete="off" {...form.register('email')} />
          )}
        </Field>
      </div>
      <Field label={t('leads.company')} error={errors.company?.message} optional>
        {(control) => <Input {...control} autoComplete="off" {...form.register('company')} />}
      </Field>
      <Field label={t('leads.tags')} hint={t('tags.hint')} optional>
        {({ id, 'aria-describedby': describedBy }) => (
          <Controller
            control={form.control}
            name="tags"
            render={({ field }) => (
              <TagsInput
                id={id}
                aria-describedby={describedBy}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
        )}
      </Field>
      {fields.map((field) => (
        <Controller
          key={field.id}
          control={form.control}
          name={`metadata.${field.key}`}
          render={({ field: { value, onChange }, fieldState: { error } }) => (
            <FieldInput field={field} value={value} error={error?.message} onChange={onChange} />
          )}
        />
      ))}
    </>
  );
}
