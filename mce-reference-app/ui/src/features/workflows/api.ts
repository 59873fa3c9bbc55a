import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Page, Workflow, WorkflowDraft, WorkflowRun } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

const path = (id: string) => `/api/workflows/${encodeURIComponent(id)}`;

/** What a person edits in a workflow. */
export function contentOf({ name, active, trigger, conditions, actions }: Workflow): WorkflowDraft {
  return { name, active, trigger, conditions, actions };
}

export function useWorkflows() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.workflows,
    queryFn: ({ signal }) => http.get<Page<Workflow>>('/api/workflows', { signal }),
  });
}

export function useRuns(id: string) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.runs(id),
    queryFn: ({ signal }) => http.get<Page<WorkflowRun>>(`${path(id)}/runs`, { signal }),
  });
}

export function useCreateWorkflow() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ draft, key }: { draft: WorkflowDraft; key: string }) =>
      http.post<Workflow>('/api/workflows', { body: draft, idempotencyKey: key }),
    onSuccess: (workflow) => {
      client.setQueryData<Page<Workflow>>(keys.workflows, (known) =>
        known ? { ...known, items: [workflow, ...known.items] } : known,
      );
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
    onSuccess: (workflow) =>
      client.setQueryData<Page<Workflow>>(keys.workflows, (known) =>
        known
          ? { ...known, items: known.items.map((each) => (each.id === id ? workflow : each)) }
          : known,
      ),
    onSettled: () => client.invalidateQueries({ queryKey: keys.workflows }),
  });
}
