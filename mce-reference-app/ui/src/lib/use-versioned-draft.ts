import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { http } from '@/lib/http';
import { messageOf, Problem } from '@/lib/problem';

interface Options<Stored, Draft> {
  /** Where it is read, and saved with PUT. */
  path: string;
  queryKey: QueryKey;
  draftOf: (stored: Stored) => Draft;
  bodyOf: (draft: Draft) => unknown;
  /** The form is busy until a promise of it is kept. */
  onSaved: () => unknown;
}

export type VersionedDraft = ReturnType<typeof useVersionedDraft>;

/**
 * What is edited as a whole and saved over nothing that someone else saved in the meantime. What
 * the person edits is what was there when they began, whatever happens meanwhile.
 */
export function useVersionedDraft<Stored extends { version: number }, Draft>(
  stored: Stored,
  { path, queryKey, draftOf, bodyOf, onSaved }: Options<Stored, Draft>,
) {
  const client = useQueryClient();
  const [base, setBase] = useState(stored);
  const [draft, setDraft] = useState(() => draftOf(stored));
  const take = (next: Stored) => {
    setBase(next);
    setDraft(draftOf(next));
  };
  const save = useMutation({
    meta: { ownErrors: true },
    mutationFn: (version: number) => http.put<Stored>(path, { body: bodyOf(draft), version }),
    onSuccess: (saved) => {
      client.setQueryData(queryKey, saved);
      take(saved);
      return onSaved();
    },
  });
  const problem = save.error instanceof Problem ? save.error : undefined;
  const theirs = problem?.isConflict ? (problem.current as Stored | undefined) : undefined;
  return {
    base,
    draft,
    setDraft,
    save: () => save.mutate(base.version),
    isSaving: save.isPending,
    /** Someone else saved first: what can be done about it. */
    conflict: theirs && {
      onReload: () => {
        take(theirs);
        save.reset();
      },
      onKeepMine: () => save.mutate(theirs.version),
    },
    /** Why else it was not saved. */
    message: save.error && !theirs ? messageOf(save.error) : undefined,
  };
}
