import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Import, Page, RowError } from '@/api/types';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { usePages } from '@/lib/use-pages';

export interface ImportOrder {
  file: File;
  automations: boolean;
  source: string;
  key: string;
}

export const isUnderWay = ({ status }: Import) => status === 'QUEUED' || status === 'RUNNING';

/** The result in the words people use: "500 rows, 480 added, 20 duplicates skipped, 0 rejected". */
export function reportOf(report: Import): string {
  const parts = [
    t('import.rows', { count: report.rows }),
    t('import.added', { count: report.created }),
    report.updated > 0 ? t('import.updated', { count: report.updated }) : undefined,
    t('import.duplicates', { count: report.duplicates }),
    t('import.rejected', { count: report.rejected }),
  ];
  return parts.filter(Boolean).join(', ');
}

export function useImports() {
  const keys = queryKeys(useOrganizationId());
  return usePages<Import>(keys.imports, '/api/imports');
}

export function useImport(id: string) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.import(id),
    queryFn: ({ signal }) => http.get<Import>(`/api/imports/${encodeURIComponent(id)}`, { signal }),
    // An answer that was under way when an event told more must not move the bar back.
    structuralSharing: (before, after) => {
      const known = before as Import | undefined;
      const fresh = after as Import;
      return known && isUnderWay(fresh) && known.processed > fresh.processed
        ? { ...fresh, processed: known.processed }
        : fresh;
    },
    // Events move the bar; this only catches what a broken line swallowed.
    refetchInterval: (query) => (query.state.data && isUnderWay(query.state.data) ? 3_000 : false),
  });
}

export function useImportErrors(id: string, enabled: boolean) {
  const keys = queryKeys(useOrganizationId());
  return useInfiniteQuery({
    queryKey: keys.importErrors(id),
    queryFn: ({ signal, pageParam }) =>
      http.get<Page<RowError>>(`/api/imports/${encodeURIComponent(id)}/errors`, {
        query: { limit: 200, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    enabled,
  });
}

export function useStartImport() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ file, automations, source, key }: ImportOrder) => {
      const form = new FormData();
      form.set('mode', 'VALID_ROWS');
      form.set('automations', automations ? 'ON' : 'OFF');
      if (source) form.set('source', source);
      form.set('file', file, file.name);
      return http.post<{ id: string }>('/api/imports', { body: form, idempotencyKey: key });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: keys.imports }),
  });
}
