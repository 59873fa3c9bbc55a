import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { t } from '@/lib/i18n';
import { messageOf, Problem } from '@/lib/problem';

/**
 * Puts the server's field errors on the fields. Returns the sentence for what belongs to no field,
 * or undefined when all of it found its place.
 */
export function applyProblem<T extends FieldValues>(
  form: UseFormReturn<T>,
  error: unknown,
  fields: readonly Path<T>[],
): string | undefined {
  if (!(error instanceof Problem) || error.errors.length === 0) return messageOf(error);
  const homeless: string[] = [];
  let first = true;
  for (const { field, message } of error.errors) {
    const known = fieldFor(field, fields);
    if (known) {
      form.setError(known, { type: 'server', message }, { shouldFocus: first });
      first = false;
    } else {
      homeless.push(message);
    }
  }
  return homeless.length > 0 ? homeless.join(' ') : undefined;
}

/** `steps[0].text` is `steps.0.text` here; a bare `text` is the one field that ends so. */
export function fieldFor<T extends string>(field: string, fields: readonly T[]): T | undefined {
  const path = field.replaceAll('[', '.').replaceAll(']', '');
  const exact = fields.find((name) => name === path);
  if (exact) return exact;
  const last = path.slice(path.lastIndexOf('.') + 1);
  const ending = fields.filter((name) => name === last || name.endsWith(`.${last}`));
  return ending.length === 1 ? ending[0] : undefined;
}

export function FormProblem({ message }: { message: string | undefined }) {
  if (!message) return null;
  return (
    <div
      role="alert"
      className="flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-bad-text"
    >
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <p className="whitespace-pre-line">{message}</p>
    </div>
  );
}

interface ConflictNoticeProps {
  onReload: () => void;
  onKeepMine?: () => void;
  /** What the other one changed. */
  children?: ReactNode;
}

/** Someone else saved first: take theirs, or put mine over it knowingly. */
export function ConflictNotice({ onReload, onKeepMine, children }: ConflictNoticeProps) {
  return (
    <div role="alert" className="rounded-md bg-warn-soft px-3 py-2.5 text-warn-text">
      <p className="font-medium">{t('conflict.title')}</p>
      <p className="text-[13px]">{t('conflict.text')}</p>
      {children}
      <div className="mt-2 flex gap-4">
        <button
          type="button"
          className="font-medium underline underline-offset-2"
          onClick={onReload}
        >
          {t('conflict.reload')}
        </button>
        {onKeepMine && (
          <button
            type="button"
            className="font-medium underline underline-offset-2"
            onClick={onKeepMine}
          >
            {t('conflict.keepMine')}
          </button>
        )}
      </div>
    </div>
  );
}
