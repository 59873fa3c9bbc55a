import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RecoveryCodes, SecondFactor, SecondFactorSetup } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

const PATH = '/api/me/second-factor';

export function useSecondFactor() {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.secondFactor,
    queryFn: ({ signal }) => http.get<SecondFactor>(PATH, { signal }),
    // No event tells of a code that was used, so each visit asks anew.
    staleTime: 0,
  });
}

/** What holds a secret is forgotten with its dialog. */
function useChange<B, R>(send: (body: B) => Promise<R>) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    gcTime: 0,
    mutationFn: send,
    onSettled: () => void client.invalidateQueries({ queryKey: keys.secondFactor }),
  });
}

export const usePrepare = () =>
  useChange((body: { password: string }) => http.post<SecondFactorSetup>(PATH, { body }));

export const useConfirm = () =>
  useChange((body: { code: string }) => http.post<RecoveryCodes>(`${PATH}/confirm`, { body }));

export const useRenewCodes = () =>
  useChange((body: { code: string }) =>
    http.post<RecoveryCodes>(`${PATH}/recovery-codes`, { body }),
  );

export const useTurnOff = () =>
  useChange((body: { password: string; code: string }) => http.delete(PATH, { body }));
