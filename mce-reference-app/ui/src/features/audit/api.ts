import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { AuditEntry, AuditVerification, Page } from '@/api/types';
import { createRefetcher, type Refetcher } from '@/lib/coalesce';
import { saveFile } from '@/lib/download';
import { authorized, http } from '@/lib/http';
import { has } from '@/lib/i18n';
import { useJoined } from '@/lib/joined-pages';
import { useLiveEvent } from '@/lib/live';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { namesOf, queryOf, type AuditFilters } from './filters';
import { goesOn, nextPage, streamsOf } from './streams';

const PAGE = 50;

/** Events reach the trail a moment after they happened. */
const CHAINED = 2_000;

/** The lines that fit, newest first. What happens meanwhile comes in by itself. */
export function useTrail(filters: AuditFilters) {
  const client = useQueryClient();
  const organizationId = useOrganizationId();
  const keys = useMemo(() => queryKeys(organizationId), [organizationId]);
  const query = useInfiniteQuery({
    queryKey: keys.auditList(filters),
    queryFn: ({ signal, pageParam }) =>
      nextPage(pageParam, (name, cursor) =>
        http.get<Page<AuditEntry>>('/api/audit', {
          query: { ...queryOf(filters), name, cursor, limit: PAGE },
          signal,
        }),
      ),
    initialPageParam: streamsOf(namesOf(filters)),
    getNextPageParam: ({ rest }) => (goesOn(rest) ? rest : undefined),
    placeholderData: (previous) => previous,
    // Events say when the list is old while one looks, and each visit asks anew.
    staleTime: Infinity,
    refetchOnMount: 'always',
  });

  const refetcher = useRef<Refetcher>(undefined);
  useEffect(() => {
    const soon = createRefetcher(client, CHAINED, true);
    refetcher.current = soon;
    // What happened just before one came here may not be in what was asked for at once.
    soon.add(keys.audit);
    return () => soon.dispose();
  }, [client, keys]);
  // What has no words here, such as receipts, is not in the trail either.
  useLiveEvent(({ name }) => {
    if (has(`audit.event.${name}`)) refetcher.current?.add(keys.audit);
  });

  return { ...query, entries: useJoined(query.data, (entry) => entry.number) };
}

export function useVerify() {
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: () => http.post<AuditVerification>('/api/audit/verify'),
  });
}

/** Fetched and not linked to, since a link would carry no token. */
export function useExport() {
  return useMutation({
    mutationFn: async () => {
      const response = await authorized('GET', '/api/audit/export', {
        headers: { Accept: 'application/x-ndjson, application/problem+json' },
      });
      const name = `audit-${new Date().toISOString().slice(0, 10)}.jsonl`;
      saveFile(await response.blob(), name);
      return name;
    },
  });
}
