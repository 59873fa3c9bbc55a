import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CustomField, CustomFieldDraft, Page } from '@/api/types';
import { formatPhone } from '@/lib/format';
import { http } from '@/lib/http';
import { has, locale, t } from '@/lib/i18n';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/** What the organization wants to know of its leads, in its order, with what is archived. */
export function useCustomFields() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.fields,
    queryFn: ({ signal }) => http.get<Page<CustomField>>('/api/fields', { signal }),
    staleTime: 5 * 60_000,
  });
}

const NONE: CustomField[] = [];

/** Those that are offered; undefined until they are known. */
export function useActiveFields(): CustomField[] | undefined {
  const { data, isError } = useCustomFields();
  return data ? data.items.filter(({ archivedAt }) => !archivedAt) : isError ? NONE : undefined;
}

export function useCreateField() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: (body: CustomFieldDraft) => http.post<CustomField>('/api/fields', { body }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.fields }),
  });
}

/** The choices in a stored value of a field with several. */
export const splitChoices = (value: string): string[] =>
  value
    .split(/[;|\n]/)
    .map((each) => each.trim())
    .filter(Boolean);

/** A stored value as people read it; what is none of the field is shown as it is. */
export function showValue(field: CustomField | undefined, value: string): string {
  const number = Number(value);
  switch (field?.type) {
    case 'NUMBER':
      return Number.isFinite(number)
        ? new Intl.NumberFormat(locale(), { maximumFractionDigits: 9 }).format(number)
        : value;
    case 'MONEY':
      return Number.isFinite(number) && field.currency
        ? new Intl.NumberFormat(locale(), { style: 'currency', currency: field.currency }).format(
            number,
          )
        : value;
    case 'DATE':
      return /^\d{4}-\d{2}-\d{2}$/.test(value)
        ? new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(
            new Date(`${value}T00:00:00Z`),
          )
        : value;
    case 'BOOLEAN':
      return value === 'true' || value === 'false' ? t(`fields.${value}`) : value;
    case 'MULTI_CHOICE':
      return splitChoices(value).join(', ');
    case 'PHONE':
      return formatPhone(value);
    default:
      return value;
  }
}

/** What is missing of a lead, in words. */
export function missingName(name: string, fields: readonly CustomField[]): string {
  const key = name.replace(/^metadata\./, '');
  const known = `lead.missing.${name}`;
  return has(known) ? t(known) : (fields.find((field) => field.key === key)?.label ?? key);
}
