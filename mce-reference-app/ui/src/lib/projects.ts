import { useQuery } from '@tanstack/react-query';
import type { Page, Project } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/** What the organization sells, by name; also what is no longer offered. */
export function useProjects() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.projects,
    queryFn: ({ signal }) => http.get<Page<Project>>('/api/projects', { signal }),
    staleTime: 5 * 60_000,
  });
}
