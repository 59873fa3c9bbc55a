import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type {
  ChannelAccount,
  Consent,
  ConsentDraft,
  Consents,
  DoNotContact,
  ErasureReason,
  Lead,
  Page,
  Retention,
} from '@/api/types';
import { saveFile } from '@/lib/download';
import { forgetDraft } from '@/lib/drafts';
import { authorized, http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

const path = (leadId: string) => `/api/leads/${encodeURIComponent(leadId)}`;

export function useConsents(leadId: string) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.consents(leadId),
    queryFn: ({ signal }) => http.get<Consents>(`${path(leadId)}/consents`, { signal }),
  });
}

export function useRecordConsent(leadId: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ draft, key }: { draft: ConsentDraft; key: string }) =>
      http.post<Consent>(`${path(leadId)}/consents`, { body: draft, idempotencyKey: key }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.consents(leadId) }),
  });
}

export function useDoNotContact(leadId: string) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.doNotContact(leadId),
    queryFn: ({ signal }) => http.get<DoNotContact>(`${path(leadId)}/do-not-contact`, { signal }),
  });
}

/** Forbids or allows a channel, `ALL` for every one; the answer is what holds then. */
export function useSetDoNotContact(leadId: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: ({ channel, forbidden }: { channel: string; forbidden: boolean }) => {
      const place = `${path(leadId)}/do-not-contact/${encodeURIComponent(channel)}`;
      return forbidden ? http.put<DoNotContact>(place) : http.delete<DoNotContact>(place);
    },
    onSuccess: (state) => client.setQueryData(keys.doNotContact(leadId), state),
  });
}

/** The media of this organization's channels, each once. */
export function useMedia(): string[] {
  const keys = queryKeys(useOrganizationId());
  const channels = useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => http.get<Page<ChannelAccount>>('/api/channels', { signal }),
  });
  return useMemo(() => {
    const all = (channels.data?.items ?? []).flatMap(({ channel }) => (channel ? [channel] : []));
    return [...new Set(all)].sort();
  }, [channels.data]);
}

/** Fetches everything about a person and hands it to the browser; returns the file's name. */
export function useExportPerson(leadId: string) {
  return useMutation({
    mutationFn: async () => {
      const response = await authorized('POST', `${path(leadId)}/export`, {
        headers: { Accept: 'application/zip, application/problem+json' },
      });
      const name = `lead-${leadId}.zip`;
      saveFile(await response.blob(), name);
      return name;
    },
  });
}

export function useErasePerson(leadId: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: (body: { reason: ErasureReason; confirm: string }) =>
      http.post<undefined>(`${path(leadId)}/erase`, { body }),
    onSuccess: () => {
      // This browser forgets the person too, wherever they were shown.
      forgetDraft(leadId);
      client.removeQueries({ queryKey: keys.all, type: 'inactive' });
      const ofPerson = [keys.lead, keys.consents, keys.doNotContact, keys.messages, keys.timeline];
      const theirs = ofPerson.map((key) => JSON.stringify(key(leadId)));
      void client.invalidateQueries({
        queryKey: keys.all,
        predicate: ({ queryKey }) => !theirs.includes(JSON.stringify(queryKey)),
      });
    },
  });
}

/** People by part of a name, a number or an address. */
export function usePeople(wanted: string) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.leadList({ q: wanted, limit: 8 }),
    queryFn: ({ signal }) =>
      http.get<Page<Lead>>('/api/leads', { query: { q: wanted, limit: 8 }, signal }),
    enabled: wanted.length >= 2,
    placeholderData: (previous) => previous,
  });
}

export function useRetention(enabled: boolean) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.retention,
    queryFn: ({ signal }) => http.get<Retention>('/api/privacy/retention', { signal }),
    enabled,
  });
}

export function useChangeRetention() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ days, version }: { days: Record<string, number | null>; version: number }) =>
      http.patch<Retention>('/api/privacy/retention', { body: { days }, version }),
    onSuccess: (saved) => client.setQueryData(keys.retention, saved),
  });
}
