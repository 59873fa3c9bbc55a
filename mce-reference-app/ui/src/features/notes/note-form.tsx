import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { NOTE_KINDS, type Note, type NoteDraft } from '@/api/types';
import { useIdempotencyKeys } from '@/lib/idempotency';
import { t } from '@/lib/i18n';
import { Problem } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { applyProblem, FormProblem } from '@/ui/form';
import { Input, Select, Textarea } from '@/ui/input';
import { useChangeNote, useWriteNote } from './api';
import { fromInput, isInteraction, OUTCOMES, takesTime, toInput } from './words';

const FIELDS = ['kind', 'text', 'happenedAt', 'minutes', 'outcome'] as const;
const MAX_TEXT = 5000;

const schema = () =>
  z
    .object({
      kind: z.enum(NOTE_KINDS),
      text: z.string().trim().max(MAX_TEXT, t('note.textLong')),
      happenedAt: z.string(),
      minutes: z
        .string()
        .trim()
        .regex(/^(|[1-9]\d{0,3})$/, t('note.minutesWrong')),
      outcome: z.string(),
    })
    .refine(({ kind, text }) => isInteraction(kind) || text !== '', {
      path: ['text'],
      error: t('note.textMissing'),
    });

type Values = z.infer<ReturnType<typeof schema>>;

function valuesOf(note: Note | undefined): Values {
  return {
    kind: note?.kind ?? 'NOTE',
    text: note?.text ?? '',
    happenedAt: note && isInteraction(note.kind) ? toInput(new Date(note.happenedAt)) : '',
    minutes: note?.minutes === undefined ? '' : String(note.minutes),
    outcome: note?.outcome ?? '',
  };
}

function draftOf({ kind, text, happenedAt, minutes, outcome }: Values): NoteDraft {
  return {
    kind,
    text: text.trim(),
    happenedAt: isInteraction(kind) ? fromInput(happenedAt) : undefined,
    minutes: takesTime(kind) && minutes ? Number(minutes) : undefined,
    outcome: OUTCOMES[kind].find((each) => each === outcome),
  };
}

interface NoteFormProps {
  leadId: string;
  /** The note that is changed; absent for a new one. */
  note?: Note;
  onDone?: () => void;
}

/** Writes something down about a lead, or says it differently. */
export function NoteForm({ leadId, note, onDone }: NoteFormProps) {
  const write = useWriteNote(leadId);
  const change = useChangeNote(leadId);
  const keys = useIdempotencyKeys();
  const [problem, setProblem] = useState<string>();
  const form = useForm<Values>({
    resolver: zodResolver(schema()),
    defaultValues: valuesOf(note),
  });
  const { errors } = form.formState;
  const kind = useWatch({ control: form.control, name: 'kind' });

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    const draft = draftOf(values);
    try {
      if (note) await change.mutateAsync({ note, draft });
      else await write.mutateAsync({ draft, key: keys.keyFor(draft) });
      form.reset({ ...valuesOf(undefined), kind: values.kind });
      onDone?.();
    } catch (error) {
      keys.failed(error);
      const stale = error instanceof Problem && error.isConflict;
      setProblem(stale ? t('note.conflict') : applyProblem(form, error, FIELDS));
    }
  });

  return (
    <form
      noValidate
      aria-label={note ? t('note.edit') : t('note.new')}
      className="flex flex-col gap-3"
      onSubmit={(event) => void submit(event)}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('note.kind')} error={errors.kind?.message}>
          {(control) => (
            <Select {...control} {...form.register('kind')}>
              {NOTE_KINDS.map((each) => (
                <option key={each} value={each}>
                  {t(`note.kind.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {isInteraction(kind) && (
          <Field label={t('note.outcome')} error={errors.outcome?.message} optional>
            {(control) => (
              <Select {...control} {...form.register('outcome')}>
                <option value="">{t('note.noOutcome')}</option>
                {OUTCOMES[kind].map((each) => (
                  <option key={each} value={each}>
                    {t(`note.outcome.${each}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {isInteraction(kind) && (
          <Field
            label={t('note.happenedAt')}
            hint={note ? undefined : t('note.happenedAtHint')}
            error={errors.happenedAt?.message}
            optional
          >
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                max={toInput(new Date())}
                {...form.register('happenedAt')}
              />
            )}
          </Field>
        )}
        {takesTime(kind) && (
          <Field label={t('note.minutes')} error={errors.minutes?.message} optional>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                {...form.register('minutes')}
              />
            )}
          </Field>
        )}
      </div>
      <Field label={t('note.text')} error={errors.text?.message} optional={isInteraction(kind)}>
        {(control) => <Textarea {...control} rows={3} {...form.register('text')} />}
      </Field>
      <FormProblem message={problem} />
      <div className="flex justify-end gap-2">
        {note && (
          <Button size="sm" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        )}
        <Button
          type="submit"
          size="sm"
          variant="primary"
          busy={write.isPending || change.isPending}
        >
          {note ? t('note.saveChange') : t(`note.save.${kind}`)}
        </Button>
      </div>
    </form>
  );
}
