import type { CustomField, PreviewColumn } from '@/api/types';
import { t } from '@/lib/i18n';

/** What a column can be taken as, in the order in which people look for it. */
export const FIELDS = [
  'name',
  'firstName',
  'lastName',
  'phone',
  'email',
  'company',
  'project',
  'requiredProject',
  'source',
  'tags',
  'status',
  'externalId',
] as const;

const CUSTOM = 'custom.';

/** How the server would call an extra field that a column becomes. */
export function customKey(header: string): string {
  const plain = header
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const latin = /^[\p{Script=Latin}\p{N}\p{P}\p{S}\s]*$/u.test(plain);
  const words = (latin ? plain : header.normalize('NFC').toLowerCase())
    .replace(/[^\p{L}\p{M}\p{Nd}]+/gu, '_')
    .replace(/^_|_$/g, '');
  return CUSTOM + (words || 'extra');
}

/** The choices for a column: the fields, an extra field of its own, nothing. */
export function choicesFor(
  { header, target }: PreviewColumn,
  fields: readonly CustomField[] = [],
): { value: string; label: string }[] {
  const custom = target.startsWith(CUSTOM) ? target : customKey(header);
  const isField = fields.some(({ key }) => CUSTOM + key === custom);
  return [
    ...FIELDS.map((field) => ({ value: field, label: t(`import.field.${field}`) })),
    ...fields.map(({ key, label }) => ({ value: CUSTOM + key, label })),
    ...(isField
      ? []
      : [{ value: custom, label: t('import.field.custom', { name: header || custom }) }]),
    { value: 'ignore', label: t('import.field.ignore') },
  ];
}

/** The delimiter in words. */
export function delimiterName(delimiter: string): string {
  switch (delimiter) {
    case ',':
      return t('import.delimiter.comma');
    case ';':
      return t('import.delimiter.semicolon');
    case '\t':
      return t('import.delimiter.tab');
    case '|':
      return t('import.delimiter.bar');
    default:
      return delimiter;
  }
}
