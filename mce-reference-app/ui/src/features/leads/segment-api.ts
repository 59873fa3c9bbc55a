import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  Definition,
  Page,
  SavedView,
  SavedViewDraft,
  Segment,
  SegmentPreview,
} from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

const SEGMENTS = '/api/segments';
const VIEWS = '/api/views';

/** How many leads fit conditions now; nothing is asked while they are incomplete. */
export function useCount(definition: Definition | undefined) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.segmentCount(definition),
    queryFn: ({ signal }) =>
      http.post<SegmentPreview>(`${SEGMENTS}/preview`, { body: { definition, limit: 1 }, signal }),
    enabled: definition !== undefined,
    placeholderData: (previous) => previous,
  });
}

export function useSaveSegment() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ segment, ...body }: SegmentSave) =>
      segment
        ? http.patch<Segment>(`${SEGMENTS}/${encodeURIComponent(segment.id)}`, {
            body,
            version: segment.version,
          })
        : http.post<Segment>(SEGMENTS, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.segments }),
  });
}

interface SegmentSave {
  /** The one to change; without one a new one is made. */
  segment?: Segment;
  name: string;
  definition: Definition;
}

export function useDeleteSegment() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: (id: string) => http.delete(`${SEGMENTS}/${encodeURIComponent(id)}`),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.segments }),
        client.invalidateQueries({ queryKey: keys.views }),
      ]),
  });
}

/** One's own views and those that others share, pinned ones first. */
export function useViews(): SavedView[] {
  const keys = queryKeys(useOrganizationId());
  const query = useQuery({
    queryKey: keys.views,
    queryFn: ({ signal }) => http.get<Page<SavedView>>(VIEWS, { signal }),
  });
  return query.data?.items ?? [];
}

export function useSaveView() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: (body: SavedViewDraft) => http.post<SavedView>(VIEWS, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.views }),
  });
}

export function useChangeView() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: ({ view, change }: { view: SavedView; change: Partial<SavedViewDraft> }) =>
      http.patch<SavedView>(`${VIEWS}/${encodeURIComponent(view.id)}`, {
        body: change,
        version: view.version,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.views }),
  });
}

export function useDeleteView() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: (id: string) => http.delete(`${VIEWS}/${encodeURIComponent(id)}`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.views }),
  });
}
