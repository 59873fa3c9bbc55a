import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Project, ProjectDraft } from '@/api/types';
import { http } from '@/lib/http';
import { newId } from '@/lib/id';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

const path = (id: string) => `/api/projects/${encodeURIComponent(id)}`;

export function useSaveProject(project: Project | undefined) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ draft, version }: { draft: ProjectDraft; version?: number }) =>
      project
        ? http.patch<Project>(path(project.id), {
            body: draft,
            version: version ?? project.version,
          })
        : http.post<Project>('/api/projects', { body: draft, idempotencyKey: newId() }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.projects }),
  });
}

export function useProjectCommand(id: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: (command: 'archive' | 'restore') => http.post<Project>(`${path(id)}/${command}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.projects }),
  });
}
