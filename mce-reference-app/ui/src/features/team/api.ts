import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CreatedInvitation, Invitation, Member, MemberChange, Page, Role } from '@/api/types';
import { http } from '@/lib/http';
import { Problem } from '@/lib/problem';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/** Changes a member. With 412 the list shows what someone else saved. */
export function useChangeMember(id: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  const put = (member: Member) =>
    client.setQueryData<Page<Member>>(
      keys.members,
      (list) =>
        list && { ...list, items: list.items.map((each) => (each.id === id ? member : each)) },
    );
  return useMutation({
    meta: { ownErrors: true },
    // Two changes in a row wait for each other, or the second one would carry an old version.
    scope: { id: `member ${id}` },
    mutationFn: (change: MemberChange) =>
      http.patch<Member>(`/api/members/${encodeURIComponent(id)}`, {
        body: change,
        version: client
          .getQueryData<Page<Member>>(keys.members)
          ?.items.find((each) => each.id === id)?.version,
      }),
    onSuccess: put,
    onError: (error) => {
      const current = error instanceof Problem ? (error.current as Member | undefined) : undefined;
      if (current?.id === id) put(current);
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.members }),
  });
}

export function useInvitations() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.invitations,
    queryFn: ({ signal }) => http.get<Page<Invitation>>('/api/invitations', { signal }),
  });
}

/** Without an idempotency key: the answer holds a link that works, which nobody should keep. */
export function useInvite() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: (body: { email: string; role: Role }) =>
      http.post<CreatedInvitation>('/api/invitations', { body }),
    onSettled: () => void client.invalidateQueries({ queryKey: keys.invitations }),
  });
}

export function useWithdraw(id: string) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: () => http.delete(`/api/invitations/${encodeURIComponent(id)}`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.invitations }),
  });
}
