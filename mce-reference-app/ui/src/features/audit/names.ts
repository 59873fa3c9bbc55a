import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AuditEntry, Page } from '@/api/types';
import { http } from '@/lib/http';
import { useMembers } from '@/lib/members';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import type { Names } from './sentence';

interface Named {
  id: string;
  name?: string;
  label?: string;
  fileName?: string;
  email?: string;
}

/** Of what comes in pages; what is older goes without its name. */
const MANY = 200;

/**
 * What things and people are called now, by id: the trail itself holds ids, and the server adds the
 * names of members and leads. A list is asked for only when a line is about something in it.
 */
export function useNames(entries: readonly AuditEntry[]): Names {
  const keys = queryKeys(useOrganizationId());
  const members = useMembers();
  const types = new Set(
    entries.flatMap(({ subject, actor, changes }) => [
      subject.type,
      actor.kind,
      ...changes.map(({ field }) => field),
    ]),
  );
  const lists = [
    { of: ['campaign'], path: '/api/campaigns', queryKey: keys.campaignNames, limit: MANY },
    { of: ['workflow'], path: '/api/workflows', queryKey: keys.workflowNames, limit: MANY },
    { of: ['import'], path: '/api/imports', queryKey: keys.importNames, limit: MANY },
    { of: ['channel'], path: '/api/channels', queryKey: keys.channels },
    { of: ['invitation'], path: '/api/invitations', queryKey: keys.invitations },
    { of: ['api-key', 'KEY'], path: '/api/keys', queryKey: keys.apiKeys },
    { of: ['field'], path: '/api/fields', queryKey: keys.fields },
    { of: ['project'], path: '/api/projects', queryKey: keys.projects },
    { of: ['SOURCE'], path: '/api/sources', queryKey: keys.sources },
  ];
  const known = useQueries({
    queries: lists.map(({ of, path, queryKey, limit }) => ({
      queryKey,
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        http.get<Page<Named>>(path, { query: { limit }, signal }),
      enabled: of.some((type) => types.has(type)),
    })),
    combine: namesIn,
  });
  return useMemo(
    () => new Map([...known, ...(members.data?.items ?? []).map(pairOf)]),
    [known, members.data],
  );
}

/** The wording of what to call it differs from list to list. */
const pairOf = ({ id, name, label, fileName, email }: Named): [string, string] => [
  id,
  name ?? label ?? fileName ?? email ?? '',
];

function namesIn(lists: { data?: Page<Named> }[]): [string, string][] {
  return lists.flatMap(({ data }) => data?.items.map(pairOf) ?? []);
}
