import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CustomField, CustomFieldChange } from '@/api/types';
import { http } from '@/lib/http';
import { newId } from '@/lib/id';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

const path = (id: string) => `/api/fields/${encodeURIComponent(id)}`;

export function useChangeField() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ field, change }: { field: CustomField; change: CustomFieldChange }) =>
      http.patch<CustomField>(path(field.id), { body: change, version: field.version }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.fields }),
  });
}

export function useSetArchived(id: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: (command: 'archive' | 'restore') =>
      http.post<CustomField>(`${path(id)}/${command}`, { idempotencyKey: newId() }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.fields }),
  });
}
