import { zodResolver } from '@hookform/resolvers/zod';
import { ArrowDown, Plus, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import {
  Controller,
  useFieldArray,
  useForm,
  useWatch,
  type Control,
  type UseFormReturn,
} from 'react-hook-form';
import { z } from 'zod';
import {
  ACTION_TYPES,
  CONDITION_FIELDS,
  LEAD_STATUSES,
  TRIGGER_TYPES,
  type ConditionField,
  type ConditionOperator,
  type WorkflowDraft,
} from '@/api/types';
import { t } from '@/lib/i18n';
import { useKnownSources } from '@/lib/known-sources';
import { useSegments } from '@/lib/segments';
import { templateProblem } from '@/lib/message-template';
import { useSampleLead } from '@/lib/sample-lead';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Field } from '@/ui/field';
import { applyProblem, ConflictNotice, FormProblem } from '@/ui/form';
import { Input, Select } from '@/ui/input';
import { Section } from '@/ui/page';
import { TemplateEditor } from '@/ui/template-editor';

/** Which comparisons make sense for a field. */
const OPERATORS: Record<ConditionField, ConditionOperator[]> = {
  SOURCE: ['EQUALS', 'NOT_EQUALS', 'CONTAINS'],
  STATUS: ['EQUALS', 'NOT_EQUALS'],
  SCORE: ['AT_LEAST', 'EQUALS', 'NOT_EQUALS'],
  TAG: ['EQUALS', 'NOT_EQUALS', 'CONTAINS'],
  SEGMENT: ['EQUALS', 'NOT_EQUALS'],
};

const schema = () =>
  z.object({
    name: z.string().trim().min(1, t('workflow.nameMissing')),
    active: z.boolean(),
    trigger: z.object({ type: z.enum(TRIGGER_TYPES), status: z.string() }),
    conditions: z.array(
      z
        .object({
          field: z.enum(CONDITION_FIELDS),
          op: z.enum(['EQUALS', 'NOT_EQUALS', 'AT_LEAST', 'CONTAINS']),
          value: z.string().trim().min(1, t('workflow.valueMissing')),
        })
        .refine(({ field, value }) => field !== 'SCORE' || /^-?\d+$/.test(value), {
          path: ['value'],
          message: t('workflow.valueNumber'),
        }),
    ),
    actions: z
      .array(
        z
          .object({
            type: z.enum(ACTION_TYPES),
            text: z.string(),
            points: z.number({ error: t('workflow.valueNumber') }).int(),
            reason: z.string(),
            status: z.enum(LEAD_STATUSES),
          })
          .refine(
            ({ type, text }) =>
              (type !== 'SEND_MESSAGE' && type !== 'NOTIFY') || text.trim().length > 0,
            { path: ['text'], message: t('campaign.textMissing') },
          )
          .refine(({ type, text }) => type !== 'SEND_MESSAGE' || !templateProblem(text), {
            path: ['text'],
            message: t('campaign.fixVariables'),
          }),
      )
      .min(1, t('workflow.actionMissing')),
  });

type Values = z.infer<ReturnType<typeof schema>>;

const blankAction = {
  type: 'SEND_MESSAGE',
  text: '',
  points: 10,
  reason: '',
  status: 'CONTACTED',
} as const;

function valuesOf(draft: WorkflowDraft | undefined): Values {
  if (!draft) {
    return {
      name: '',
      active: true,
      trigger: { type: 'LEAD_CREATED', status: '' },
      conditions: [],
      actions: [{ ...blankAction }],
    };
  }
  return {
    name: draft.name,
    active: draft.active,
    trigger: { type: draft.trigger.type, status: draft.trigger.status ?? '' },
    conditions: draft.conditions.map((condition) => ({
      ...condition,
      value: String(condition.value),
    })),
    actions: draft.actions.map((action) => ({ ...blankAction, ...action })),
  };
}

function draftOf(values: Values): WorkflowDraft {
  const status = LEAD_STATUSES.find((each) => each === values.trigger.status);
  return {
    name: values.name,
    active: values.active,
    trigger: {
      type: values.trigger.type,
      status: values.trigger.type === 'LEAD_STATUS_CHANGED' ? status : undefined,
    },
    conditions: values.conditions,
    actions: values.actions.map(({ type, text, points, reason, status: to }) => {
      switch (type) {
        case 'SEND_MESSAGE':
        case 'NOTIFY':
          return { type, text: text.trim() };
        case 'UPDATE_SCORE':
          return { type, points, reason: reason.trim() || values.name };
        case 'CHANGE_STATUS':
          return { type, status: to };
      }
    }),
  };
}

interface WorkflowFormProps {
  initial?: WorkflowDraft;
  submitLabel: string;
  busy: boolean;
  cancel?: ReactNode;
  conflict?: { onReload: () => void };
  onSubmit: (draft: WorkflowDraft) => Promise<void>;
}

export function WorkflowForm({
  initial,
  submitLabel,
  busy,
  cancel,
  conflict,
  onSubmit,
}: WorkflowFormProps) {
  const [problem, setProblem] = useState<string>();
  const form = useForm<Values>({
    resolver: zodResolver(schema()),
    defaultValues: valuesOf(initial),
  });
  const conditions = useFieldArray({ control: form.control, name: 'conditions' });
  const actions = useFieldArray({ control: form.control, name: 'actions' });
  const trigger = useWatch({ control: form.control, name: 'trigger.type' });
  const { errors } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      await onSubmit(draftOf(values));
    } catch (error) {
      setProblem(
        applyProblem(form, error, [
          'name',
          ...values.conditions.map((_, index) => `conditions.${index}.value` as const),
          ...values.actions.map((_, index) => `actions.${index}.text` as const),
        ]),
      );
    }
  });

  return (
    <form noValidate className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
      {conflict && <ConflictNotice onReload={conflict.onReload} />}
      <Section title={t('workflow.basics')}>
        <div className="flex flex-col gap-4 px-4 pb-4">
          <Field
            label={t('workflow.name')}
            error={errors.name?.message}
            required
            className="max-w-md"
          >
            {(control) => <Input {...control} autoComplete="off" {...form.register('name')} />}
          </Field>
          {!initial && <Checkbox label={t('workflow.activeAtOnce')} {...form.register('active')} />}
        </div>
      </Section>
      <Section title={t('workflow.when')}>
        <div className="flex flex-wrap gap-3 px-4 pb-4">
          <Select
            aria-label={t('workflow.trigger')}
            className="w-auto"
            {...form.register('trigger.type')}
          >
            {TRIGGER_TYPES.map((type) => (
              <option key={type} value={type}>
                {t(`trigger.${type}`)}
              </option>
            ))}
          </Select>
          {trigger === 'LEAD_STATUS_CHANGED' && (
            <Select
              aria-label={t('workflow.toStatus')}
              className="w-auto"
              {...form.register('trigger.status')}
            >
              <option value="">{t('workflow.anyStatus')}</option>
              {LEAD_STATUSES.map((status) => (
                <option key={status} value={status}>
                  {t('workflow.to', { status: t(`status.${status}`) })}
                </option>
              ))}
            </Select>
          )}
        </div>
      </Section>
      <Arrow />
      <Section title={t('workflow.if')} description={t('workflow.ifText')}>
        <ul className="flex flex-col gap-2 px-4 pb-4">
          {conditions.fields.map((condition, index) => (
            <li key={condition.id}>
              <ConditionRow form={form} index={index} onRemove={() => conditions.remove(index)} />
            </li>
          ))}
          <li>
            <Button
              variant="ghost"
              size="sm"
              onClick={() => conditions.append({ field: 'SOURCE', op: 'EQUALS', value: '' })}
            >
              <Plus aria-hidden />
              {t('workflow.addCondition')}
            </Button>
          </li>
        </ul>
      </Section>
      <Arrow />
      <Section title={t('workflow.then')}>
        <ol className="flex flex-col divide-y divide-line border-t border-line">
          {actions.fields.map((action, index) => (
            <li key={action.id} className="p-4">
              <ActionRow
                form={form}
                index={index}
                onRemove={actions.fields.length > 1 ? () => actions.remove(index) : undefined}
              />
            </li>
          ))}
        </ol>
        <div className="border-t border-line p-3">
          <Button variant="ghost" size="sm" onClick={() => actions.append({ ...blankAction })}>
            <Plus aria-hidden />
            {t('workflow.addAction')}
          </Button>
        </div>
      </Section>
      <FormProblem message={problem} />
      <div className="mt-2 flex gap-3">
        <Button type="submit" variant="primary" busy={busy} disabled={!!conflict}>
          {submitLabel}
        </Button>
        {cancel}
      </div>
    </form>
  );
}

function Arrow() {
  return <ArrowDown className="mx-auto size-4 text-ink-3" aria-hidden />;
}

interface RowProps {
  form: UseFormReturn<Values>;
  index: number;
  onRemove?: () => void;
}

function ConditionRow({ form, index, onRemove }: RowProps) {
  const number = index + 1;
  const field = useWatch({ control: form.control, name: `conditions.${index}.field` });
  const sources = useKnownSources();
  const segments = useSegments();
  const error = form.formState.errors.conditions?.[index]?.value?.message;
  const value = `conditions.${index}.value` as const;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <Controller
          control={form.control}
          name={`conditions.${index}.field`}
          render={({ field: control }) => (
            <Select
              aria-label={t('workflow.conditionField', { number })}
              className="w-auto"
              value={control.value}
              onChange={(event) => {
                const next =
                  CONDITION_FIELDS.find((each) => each === event.target.value) ?? 'SOURCE';
                control.onChange(next);
                form.setValue(`conditions.${index}.op`, OPERATORS[next][0] ?? 'EQUALS');
                form.setValue(value, next === 'STATUS' ? 'NEW' : '');
              }}
            >
              {CONDITION_FIELDS.map((each) => (
                <option key={each} value={each}>
                  {t(`condition.${each}`)}
                </option>
              ))}
            </Select>
          )}
        />
        <Select
          aria-label={t('workflow.conditionOperator', { number })}
          className="w-auto"
          {...form.register(`conditions.${index}.op`)}
        >
          {OPERATORS[field].map((op) => (
            <option key={op} value={op}>
              {t(`operator.${op}`)}
            </option>
          ))}
        </Select>
        {field === 'STATUS' ? (
          <Select
            aria-label={t('workflow.conditionValue', { number })}
            className="w-auto"
            {...form.register(value)}
          >
            {LEAD_STATUSES.map((status) => (
              <option key={status} value={status}>
                {t(`status.${status}`)}
              </option>
            ))}
          </Select>
        ) : field === 'SEGMENT' ? (
          <Select
            aria-label={t('workflow.conditionValue', { number })}
            aria-invalid={error ? true : undefined}
            className="w-auto max-w-64"
            {...form.register(value)}
          >
            <option value="">{t('segment.choose')}</option>
            {segments.map((segment) => (
              <option key={segment.id} value={segment.id}>
                {segment.name}
              </option>
            ))}
          </Select>
        ) : (
          <>
            <Input
              aria-label={t('workflow.conditionValue', { number })}
              aria-invalid={error ? true : undefined}
              className="w-48"
              inputMode={field === 'SCORE' ? 'numeric' : undefined}
              list={field === 'SOURCE' ? `sources-${index}` : undefined}
              {...form.register(value)}
            />
            {field === 'SOURCE' && (
              <datalist id={`sources-${index}`}>
                {sources.map((source) => (
                  <option key={source} value={source} />
                ))}
              </datalist>
            )}
          </>
        )}
        <Button
          variant="ghost"
          size="iconSm"
          aria-label={t('workflow.removeCondition', { number })}
          onClick={onRemove}
        >
          <Trash2 aria-hidden />
        </Button>
      </div>
      {error && (
        <p role="alert" className="text-[13px] text-bad-text">
          {error}
        </p>
      )}
    </div>
  );
}

function ActionRow({ form, index, onRemove }: RowProps) {
  const number = index + 1;
  const type = useWatch({ control: form.control, name: `actions.${index}.type` });
  const errors = form.formState.errors.actions?.[index];
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-2">
        <Select
          aria-label={t('workflow.action', { number })}
          className="w-auto"
          {...form.register(`actions.${index}.type`)}
        >
          {ACTION_TYPES.map((each) => (
            <option key={each} value={each}>
              {t(`action.${each}`)}
            </option>
          ))}
        </Select>
        {onRemove && (
          <Button
            variant="ghost"
            size="iconSm"
            className="ml-auto"
            aria-label={t('workflow.removeAction', { number })}
            onClick={onRemove}
          >
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
      {type === 'SEND_MESSAGE' && <MessageAction control={form.control} index={index} />}
      {type === 'NOTIFY' && (
        <Field label={t('workflow.noticeText')} error={errors?.text?.message} className="max-w-xl">
          {(control) => <Input {...control} {...form.register(`actions.${index}.text`)} />}
        </Field>
      )}
      {type === 'UPDATE_SCORE' && (
        <div className="grid max-w-xl gap-3 sm:grid-cols-[8rem_1fr]">
          <Field label={t('workflow.points')} error={errors?.points?.message}>
            {(control) => (
              <Input
                {...control}
                type="number"
                {...form.register(`actions.${index}.points`, { valueAsNumber: true })}
              />
            )}
          </Field>
          <Field label={t('workflow.scoreReason')} hint={t('workflow.scoreReasonHint')} optional>
            {(control) => <Input {...control} {...form.register(`actions.${index}.reason`)} />}
          </Field>
        </div>
      )}
      {type === 'CHANGE_STATUS' && (
        <Select
          aria-label={t('workflow.toStatus')}
          className="w-auto self-start"
          {...form.register(`actions.${index}.status`)}
        >
          {LEAD_STATUSES.map((status) => (
            <option key={status} value={status}>
              {t('workflow.to', { status: t(`status.${status}`) })}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}

function MessageAction({ control, index }: { control: Control<Values>; index: number }) {
  const sample = useSampleLead();
  return (
    <Controller
      control={control}
      name={`actions.${index}.text`}
      render={({ field, fieldState }) => (
        <TemplateEditor
          label={t('workflow.messageText')}
          value={field.value}
          onChange={field.onChange}
          error={templateProblem(field.value) ? undefined : fieldState.error?.message}
          sample={sample}
        />
      )}
    />
  );
}
