import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  CatalogEntry,
  ChannelAccount,
  ChannelTemplate,
  Page,
  TemplateLibrary,
} from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/** Whether a provider is asked for leads, instead of carrying messages. */
export const isLeadSource = (entry: CatalogEntry): boolean => entry.kind === 'LEAD_SOURCE';

export function useChannels() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => http.get<Page<ChannelAccount>>('/api/channels', { signal }),
  });
}

export function useCatalog() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.catalog,
    queryFn: ({ signal }) => http.get<Page<CatalogEntry>>('/api/channels/catalog', { signal }),
    staleTime: 10 * 60_000,
  });
}

export function useCreateChannel() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({
      key,
      ...body
    }: {
      provider: string;
      name: string;
      settings: Record<string, string>;
      key: string;
    }) => http.post<ChannelAccount>('/api/channels', { body, idempotencyKey: key }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.channels }),
  });
}

export function useChangeChannel(id: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({
      version,
      ...body
    }: {
      name: string;
      settings: Record<string, string>;
      version: number;
    }) => http.patch<ChannelAccount>(`/api/channels/${encodeURIComponent(id)}`, { body, version }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.channels }),
  });
}

/** Reads the templates of an account from its carrier. */
export function useSyncTemplates(id: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: () =>
      http.post<TemplateLibrary>(`/api/channels/${encodeURIComponent(id)}/templates/sync`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.templates }),
  });
}

/** Hands a template to the carrier. */
export function useSubmitTemplate(id: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({
      key,
      ...body
    }: {
      name: string;
      language: string;
      category: string;
      body: string;
      examples: Record<string, string>;
      key: string;
    }) =>
      http.post<ChannelTemplate>(`/api/channels/${encodeURIComponent(id)}/templates`, {
        body,
        idempotencyKey: key,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.templates }),
  });
}
