import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { Problem } from '@/lib/problem';
import { applyProblem } from '@/ui/form';

/** Puts a refusal on its field, in the reader's language; returns the sentence for the rest. */
export function showProblem<T extends FieldValues>(
  form: UseFormReturn<T>,
  error: unknown,
  fields: readonly Path<T>[],
): string | undefined {
  const field = error instanceof Problem && fields.find((name) => error.errors[0]?.field === name);
  if (!field) return applyProblem(form, error, fields);
  form.setError(field, { message: (error as Problem).message }, { shouldFocus: true });
  return undefined;
}
