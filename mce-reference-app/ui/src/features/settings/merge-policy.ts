import type { MergePolicy, MergeStrategy } from '@/api/types';
import { has, type MessageKey } from '@/lib/i18n';

/** What every lead has, and what stands for all its other fields. */
export const FIELDS: readonly string[] = ['name', 'company', 'project', 'tags', 'metadata'];

const METADATA = 'metadata.';

/** The rows of the form: the fields of every lead, then those with a rule of their own. */
export function rowsOf({ fields }: MergePolicy): string[] {
  return [
    ...FIELDS,
    ...Object.keys(fields)
      .filter((field) => field.startsWith(METADATA))
      .sort(),
  ];
}

/** What holds for a field, also where nothing was chosen. */
export function strategyOf({ fields }: MergePolicy, field: string): MergeStrategy {
  const own = fields[field];
  if (own) return own;
  if (field.startsWith(METADATA)) return fields.metadata ?? 'OLDEST';
  return field === 'tags' ? 'UNION' : 'OLDEST';
}

/** What may be chosen for a field; the server has the same rules. */
export function strategiesOf(field: string): MergeStrategy[] {
  switch (field) {
    case 'name':
    case 'company':
      return ['OLDEST', 'NEWEST', 'LONGEST'];
    case 'project':
      return ['OLDEST', 'NEWEST'];
    case 'tags':
      return ['UNION', 'OLDEST', 'NEWEST'];
    default:
      return ['OLDEST', 'NEWEST', 'LONGEST', 'SUM', 'UNION'];
  }
}

/** Whether there is something to save. */
export function changed(before: MergePolicy, now: MergePolicy): boolean {
  return (
    before.sameEmail !== now.sameEmail ||
    rowsOf(before).join() !== rowsOf(now).join() ||
    rowsOf(now).some((field) => strategyOf(before, field) !== strategyOf(now, field))
  );
}

/** The name of the sentence with an example: some fields have their own. */
export function exampleOf(field: string, strategy: MergeStrategy): MessageKey {
  const own = `mergePolicy.${field}.${strategy}`;
  return has(own) ? own : `mergePolicy.example.${strategy}`;
}
