import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  Import,
  ImportMode,
  ImportPerson,
  ImportPreview,
  ImportScope,
  KeptLead,
  Page,
  RowError,
} from '@/api/types';
import { saveFile } from '@/lib/download';
import { authorized, http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { useMembers } from '@/lib/members';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { usePages } from '@/lib/use-pages';

export type Mapping = Record<string, string>;

/** What a person chose about a file before it is imported. */
export interface ImportChoice {
  mapping?: Mapping;
  scope: ImportScope;
}

export interface ImportOrder extends ImportChoice {
  mode: ImportMode;
  automations: boolean;
  source: string;
}

const WORKING = new Set(['QUEUED', 'CHECKING', 'RUNNING', 'UNDOING']);

export const isUnderWay = ({ status }: Import) => WORKING.has(status);

/** Somebody waits for what the server does in the background. */
const changesByItself = (item: Import) =>
  isUnderWay(item) || (item.status === 'DRAFT' && !item.check.finished);

/** The result in the words people use: "500 rows, 480 added, 20 duplicates skipped, 0 rejected". */
export function reportOf(report: Import): string {
  const parts = [
    t('import.rows', { count: report.rows }),
    t('import.added', { count: report.created }),
    report.updated > 0 ? t('import.updated', { count: report.updated }) : undefined,
    t('import.duplicates', { count: report.duplicates }),
    report.skipped > 0 ? t('import.leftOut', { count: report.skipped }) : undefined,
    t('import.rejected', { count: report.rejected }),
  ];
  return parts.filter(Boolean).join(', ');
}

/** "about 2 minutes left" */
export function timeLeft(seconds: number): string {
  return seconds < 60
    ? t('import.secondsLeft', { count: Math.max(1, seconds) })
    : t('import.minutesLeft', { count: Math.ceil(seconds / 60) });
}

/** The name of who started or undid an import. */
export function usePersonName(): (person: ImportPerson) => string {
  const members = useMembers();
  return ({ kind, id }) =>
    members.data?.items.find((member) => member.id === id)?.name ??
    (kind === 'KEY' ? t('import.byKey') : t('import.bySomebody'));
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
    // Events move the bar; this only catches what a broken line swallowed, and what has no event.
    refetchInterval: (query) => {
      const item = query.state.data;
      if (!item || !changesByItself(item)) return false;
      return item.status === 'RUNNING' || item.status === 'QUEUED' ? 3_000 : 1_000;
    },
  });
}

/** What an import would do under a choice; the server counts all rows in the background. */
export function usePreview(id: string, choice: ImportChoice) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: [...keys.importPreview(id), choice],
    queryFn: async ({ signal }) => {
      const preview = await http.post<ImportPreview>(path(id, 'preview'), {
        body: choice,
        signal,
      });
      // The counts of an earlier choice are not those of this one.
      client.setQueryData(keys.import(id), preview.stored);
      return preview;
    },
    // The screen stays while another choice is looked at.
    placeholderData: (before) => before,
    staleTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

function path(id: string, command: string) {
  return `/api/imports/${encodeURIComponent(id)}/${command}`;
}

function useCommand<T>(send: (value: T) => Promise<Import>) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: send,
    onSuccess: (stored) => {
      client.setQueryData(keys.import(stored.id), stored);
      return client.invalidateQueries({ queryKey: keys.imports });
    },
  });
}

export function useStartImport(id: string) {
  return useCommand(({ automations, ...order }: ImportOrder) =>
    http.post<Import>(path(id, 'start'), {
      body: { ...order, automations: automations ? 'ON' : 'OFF' },
    }),
  );
}

export type ImportCommand = 'pause' | 'resume' | 'cancel' | 'undo';

export function useImportCommand(id: string) {
  return useCommand((command: ImportCommand) => http.post<Import>(path(id, command)));
}

export function useImportErrors(id: string, enabled: boolean) {
  const keys = queryKeys(useOrganizationId());
  return useInfiniteQuery({
    queryKey: keys.importErrors(id),
    queryFn: ({ signal, pageParam }) =>
      http.get<Page<RowError>>(path(id, 'errors'), {
        query: { limit: 200, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    enabled,
  });
}

export function useKept(id: string, enabled: boolean) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.importKept(id),
    queryFn: ({ signal }) => http.get<Page<KeptLead>>(path(id, 'kept'), { signal }),
    enabled,
  });
}

/** Fetched and not linked to, since a link would carry no token. */
export function useErrorFile(item: Import) {
  return useMutation({
    mutationFn: async () => {
      const response = await authorized('GET', path(item.id, 'errors.csv'), {
        headers: { Accept: 'text/csv, application/problem+json' },
      });
      saveFile(await response.blob(), t('import.mendName', { name: item.fileName }));
    },
  });
}
