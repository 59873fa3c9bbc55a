import type { LeadStatus, MergeField, MergeSide } from '@/api/types';
import { formatPhone } from '@/lib/format';
import { has, t } from '@/lib/i18n';

const METADATA = 'metadata.';

/** What a field of a merge is called. */
export function fieldName(name: string): string {
  if (name.startsWith(METADATA)) return name.slice(METADATA.length);
  const key = `merge.field.${name}`;
  return has(key) ? t(key) : name;
}

/** A value as people read it; members by their names. */
export function fieldValue(
  name: string,
  value: string | undefined,
  owners: ReadonlyMap<string, string>,
): string {
  if (value === undefined) return '–';
  if (name === 'phone') return formatPhone(value);
  if (name === 'status') return t(`status.${value as LeadStatus}`);
  if (name === 'owner') return owners.get(value) ?? value;
  return value;
}

/** Which values a person may choose of a field. */
export function sidesOf(field: MergeField): MergeSide[] {
  if (!field.differs) return [];
  return field.name === 'tags' || field.name.startsWith(METADATA)
    ? ['SURVIVOR', 'MERGED', 'BOTH']
    : ['SURVIVOR', 'MERGED'];
}
