import { useState, type FormEvent } from 'react';
import type { Retention, RetentionRule } from '@/api/types';
import { t } from '@/lib/i18n';
import { messageOf, Problem } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { ConflictNotice, FormProblem } from '@/ui/form';
import { toast } from '@/ui/toast';
import { useChangeRetention } from './api';
import {
  changesOf,
  draftsOf,
  kindName,
  problemOf,
  shortened,
  type Draft,
  type Drafts,
} from './retention';
import { RetentionRow } from './retention-row';

/** Every kind with its time; saved together, so that a shorter time is looked at once more. */
export function RetentionForm({ retention }: { retention: Retention }) {
  // What the person edits is what was on the screen when they began, whatever happens meanwhile.
  const [base, setBase] = useState(retention);
  const [drafts, setDrafts] = useState<Drafts>(() => draftsOf(retention.items));
  const [theirs, setTheirs] = useState<Retention>();
  const [asking, setAsking] = useState(false);
  const save = useChangeRetention();
  const changes = changesOf(base.items, drafts);
  const invalid = base.items.some((rule) => problemOf(rule, drafts[rule.kind]));
  const untouched = Object.keys(changes).length === 0 && !invalid;
  const shorter = shortened(base.items, changes);
  const problem = save.error instanceof Problem ? save.error : undefined;

  const begin = (next: Retention) => {
    setBase(next);
    setDrafts(draftsOf(next.items));
    setTheirs(undefined);
    save.reset();
  };
  // Nothing of one's own is lost when a colleague's change arrives first.
  if (retention.version > base.version && untouched && !save.isPending) begin(retention);

  const send = async (version: number) => {
    try {
      begin(await save.mutateAsync({ days: changes, version }));
      toast.done(t('retention.saved'));
    } catch (error) {
      if (error instanceof Problem && error.isConflict) setTheirs(error.current as Retention);
    }
    setAsking(false);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (invalid) return;
    if (shorter.length > 0) setAsking(true);
    else void send(base.version);
  };

  return (
    <form noValidate onSubmit={submit}>
      {theirs && (
        <div className="px-4 pb-3">
          <ConflictNotice
            onReload={() => begin(theirs)}
            onKeepMine={() => {
              setBase(theirs);
              setTheirs(undefined);
              void send(theirs.version);
            }}
          />
        </div>
      )}
      <ul aria-label={t('retention.title')} className="divide-y divide-line border-y border-line">
        {inOrder(base.items).map((rule) => (
          <RetentionRow
            key={rule.kind}
            rule={rule}
            draft={drafts[rule.kind]}
            problem={
              problemOf(rule, drafts[rule.kind]) ??
              problem?.errors.find(({ field }) => field === rule.kind)?.message
            }
            onChange={(draft: Draft) => setDrafts((now) => ({ ...now, [rule.kind]: draft }))}
          />
        ))}
      </ul>
      <div className="flex flex-col gap-3 p-4">
        <FormProblem
          message={
            save.error && !problem?.isConflict && !problem?.errors.length
              ? messageOf(save.error)
              : undefined
          }
        />
        <div className="flex gap-2">
          <Button
            type="submit"
            variant="primary"
            busy={save.isPending}
            disabled={untouched || invalid || !!theirs}
          >
            {t('common.save')}
          </Button>
          {!untouched && !theirs && (
            <Button variant="ghost" onClick={() => begin(base)}>
              {t('retention.reset')}
            </Button>
          )}
        </div>
      </div>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t('retention.shorterTitle')}
        action={t('retention.shorterAction')}
        danger
        busy={save.isPending}
        onConfirm={() => void send(base.version)}
      >
        <p>{t('retention.shorterText')}</p>
        <ul className="list-disc pl-5 font-medium text-ink">
          {shorter.map((kind) => (
            <li key={kind}>{kindName(kind)}</li>
          ))}
        </ul>
      </Confirm>
    </form>
  );
}

/** What there is to choose first. */
function inOrder(rules: readonly RetentionRule[]): RetentionRule[] {
  return [...rules].sort(
    (a, b) => Number(a.fixed) - Number(b.fixed) || kindName(a.kind).localeCompare(kindName(b.kind)),
  );
}
