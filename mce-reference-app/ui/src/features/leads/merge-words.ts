import type { CustomField, LeadStatus, MergeField, MergeSide } from '@/api/types';
import { showValue } from '@/lib/custom-fields';
import { formatPhone } from '@/lib/format';
import { has, t } from '@/lib/i18n';

const METADATA = 'metadata.';

const fieldOf = (name: string, fields: readonly CustomField[]) =>
  fields.find(({ key }) => METADATA + key === name);

/** What a field of a merge is called. */
export function fieldName(name: string, fields: readonly CustomField[] = []): string {
  if (name.startsWith(METADATA)) return fieldOf(name, fields)?.label ?? name.slice(METADATA.length);
  const key = `merge.field.${name}`;
  return has(key) ? t(key) : name;
}

/** A value as people read it; members and projects by their names. */
export function fieldValue(
  name: string,
  value: string | undefined,
  names: ReadonlyMap<string, string>,
  fields: readonly CustomField[] = [],
): string {
  if (value === undefined) return '–';
  if (name === 'phone') return formatPhone(value);
  if (name === 'status') return t(`status.${value as LeadStatus}`);
  if (name === 'owner' || name === 'project') return names.get(value) ?? value;
  return showValue(fieldOf(name, fields), value);
}

/** Which values a person may choose of a field. */
export function sidesOf(field: MergeField, fields: readonly CustomField[] = []): MergeSide[] {
  if (!field.differs) return [];
  const type = fieldOf(field.name, fields)?.type;
  if (type && type !== 'TEXT' && type !== 'MULTI_CHOICE') return ['SURVIVOR', 'MERGED'];
  return field.name === 'tags' || field.name.startsWith(METADATA)
    ? ['SURVIVOR', 'MERGED', 'BOTH']
    : ['SURVIVOR', 'MERGED'];
}
