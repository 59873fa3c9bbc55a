import type { AuditEntry } from '@/api/types';
import { formatPhone } from '@/lib/format';
import { has, t } from '@/lib/i18n';
import type { Names } from './sentence';

/** The field in words; one of a later version by its own name. */
export function fieldName(field: string): string {
  const key = `audit.field.${field}`;
  return has(key) ? t(key) : field;
}

/** A value as people read it elsewhere in the app. */
export function formatValue(field: string, value: string | undefined, names: Names): string {
  if (value === undefined || value === '') return t('audit.nothing');
  switch (field) {
    case 'role':
      return worded('role', value);
    case 'status':
      return worded('status', value);
    case 'phone':
      return formatPhone(value);
    case 'ownerId':
      return names.get(value) ?? t('audit.formerMember');
    case 'project':
      return names.get(value) ?? value;
    case 'permissions':
      return value
        .split(', ')
        .map((each) => worded('permission', each))
        .join(', ');
    case 'active':
    case 'enabled':
      return value === 'true' || value === 'false' ? t(`audit.value.${value}`) : value;
    default:
      return value;
  }
}

function worded(family: 'role' | 'status' | 'permission', code: string): string {
  const key = `${family}.${code}`;
  return has(key) ? t(key) : code;
}

/** What the event itself says, name by name. */
export function factsOf({ details }: AuditEntry): [string, string][] {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
}
