import type { Lead, LeadChange } from '@/api/types';
import type { LeadValues } from './lead-form';

/** The names of what can be edited: "name", "tags", "metadata.budget". */
export type Values = Record<string, string | string[]>;

export interface Conflict {
  field: string;
  original: string | string[];
  mine: string | string[];
  theirs: string | string[];
}

const FIELDS = ['name', 'phone', 'email', 'company', 'tags'] as const;
const METADATA = 'metadata.';

export function valuesOf(lead: Lead, keys: readonly string[]): LeadValues {
  return {
    name: lead.name,
    phone: lead.phone ?? '',
    email: lead.email ?? '',
    company: lead.company ?? '',
    tags: lead.tags,
    metadata: Object.fromEntries(keys.map((key) => [key, lead.metadata[key] ?? ''])),
  };
}

export function flat(values: LeadValues): Values {
  const all: Values = Object.fromEntries(FIELDS.map((field) => [field, values[field]]));
  for (const [key, value] of Object.entries(values.metadata)) all[METADATA + key] = value;
  return all;
}

export function nested(all: Values): LeadValues {
  const text = (field: string) => String(all[field] ?? '');
  return {
    name: text('name'),
    phone: text('phone'),
    email: text('email'),
    company: text('company'),
    tags: Array.isArray(all.tags) ? all.tags : [],
    metadata: Object.fromEntries(
      Object.keys(all)
        .filter((field) => field.startsWith(METADATA))
        .map((field) => [field.slice(METADATA.length), text(field)]),
    ),
  };
}

function same(one: string | string[] | undefined, other: string | string[] | undefined): boolean {
  const plain = (value: string | string[] | undefined) =>
    Array.isArray(value) ? [...value].sort().join('\n') : (value ?? '').trim();
  return plain(one) === plain(other);
}

/**
 * Lays what I typed over what somebody else saved since I began. What only one of us changed is
 * taken; what both changed to something different is asked.
 */
export function threeWay(original: Values, mine: Values, theirs: Values) {
  const merged: Values = {};
  const conflicts: Conflict[] = [];
  for (const field of Object.keys(mine)) {
    const [was, typed, saved] = [original[field] ?? '', mine[field] ?? '', theirs[field] ?? ''];
    if (same(typed, was)) {
      merged[field] = saved;
    } else {
      merged[field] = typed;
      if (!same(saved, was) && !same(saved, typed)) {
        conflicts.push({ field, original: was, mine: typed, theirs: saved });
      }
    }
  }
  return { merged, conflicts };
}

/** What of a lead is to be changed for it to have these values. */
export function changeOf(lead: Lead, values: LeadValues): LeadChange {
  const before = valuesOf(lead, Object.keys(values.metadata));
  const change: LeadChange = {};
  for (const field of ['name', 'phone', 'email', 'company'] as const) {
    if (!same(before[field], values[field])) change[field] = values[field];
  }
  if (!same(before.tags, values.tags)) change.tags = values.tags;
  const changed = Object.keys(values.metadata).filter(
    (key) => !same(before.metadata[key], values.metadata[key]),
  );
  if (changed.length > 0) {
    const all = { ...lead.metadata, ...values.metadata };
    change.metadata = Object.fromEntries(
      Object.entries(all).filter(([, value]) => value.trim() !== ''),
    );
  }
  return change;
}
