import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Note, NoteDraft, TimelineEntry } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { usePages } from '@/lib/use-pages';

const ofLead = (leadId: string) => `/api/leads/${encodeURIComponent(leadId)}`;
const ofNote = (id: string) => `/api/notes/${encodeURIComponent(id)}`;

export function useTimeline(leadId: string) {
  const keys = queryKeys(useOrganizationId());
  return usePages<TimelineEntry>(keys.timeline(leadId), `${ofLead(leadId)}/timeline`);
}

function useRefresh(leadId: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return () => client.invalidateQueries({ queryKey: keys.timeline(leadId) });
}

export function useWriteNote(leadId: string) {
  const refresh = useRefresh(leadId);
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ draft, key }: { draft: NoteDraft; key: string }) =>
      http.post<Note>(`${ofLead(leadId)}/notes`, { body: draft, idempotencyKey: key }),
    onSuccess: refresh,
  });
}

export function useChangeNote(leadId: string) {
  const refresh = useRefresh(leadId);
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ note, draft }: { note: Note; draft: NoteDraft }) =>
      http.put<Note>(ofNote(note.id), { body: draft, version: note.version }),
    onSettled: refresh,
  });
}

export function useDeleteNote(leadId: string) {
  const refresh = useRefresh(leadId);
  return useMutation({
    mutationFn: (note: Note) => http.delete(ofNote(note.id)),
    onSettled: refresh,
  });
}
