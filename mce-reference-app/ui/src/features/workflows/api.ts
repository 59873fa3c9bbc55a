import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Workflow, WorkflowDraft, WorkflowRun } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { usePages } from '@/lib/use-pages';

const path = (id: string) => `/api/workflows/${encodeURIComponent(id)}`;

/** What a person edits in a workflow. */
export function contentOf({ name, active, trigger, conditions, actions }: Workflow): WorkflowDraft {
  return { name, active, trigger, conditions, actions };
}

export function useWorkflows() {
  const keys = queryKeys(useOrganizationId());
  return usePages<Workflow>(keys.workflows, '/api/workflows');
}

export function useWorkflow(id: string) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.workflow(id),
    queryFn: ({ signal }) => http.get<Workflow>(path(id), { signal }),
  });
}

export function useRuns(id: string) {
  const keys = queryKeys(useOrganizationId());
  return usePages<WorkflowRun>(keys.runs(id), `${path(id)}/runs`);
}

export function useCreateWorkflow() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ draft, key }: { draft: WorkflowDraft; key: string }) =>
      http.post<Workflow>('/api/workflows', { body: draft, idempotencyKey: key }),
    onSuccess: (workflow) => {
      client.setQueryData(keys.workflow(workflow.id), workflow);
      return client.invalidateQueries({ queryKey: keys.workflows });
    },
  });
}

export function useChangeWorkflow(id: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    scope: { id: `workflow ${id}` },
    mutationFn: ({ change, version }: { change: WorkflowDraft; version: number }) =>
      http.patch<Workflow>(path(id), { body: change, version }),
    onSuccess: (workflow) => client.setQueryData(keys.workflow(id), workflow),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.workflow(id) }),
        client.invalidateQueries({ queryKey: keys.workflows }),
      ]),
  });
}
