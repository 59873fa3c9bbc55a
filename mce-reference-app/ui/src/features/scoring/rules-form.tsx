import { Plus } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import {
  SCORE_GROUPS,
  type ScoreGroup,
  type ScorePreview,
  type Scoring,
  type ScoringRule,
  type ScoringRules,
} from '@/api/types';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { messageOf, Problem } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { ConflictNotice, FormProblem } from '@/ui/form';
import { Input } from '@/ui/input';
import { toast } from '@/ui/toast';
import { useChangeScoring, usePreview } from './api';
import { RuleRow } from './rule-row';

const rulesOf = ({ rules, caps }: ScoringRules): ScoringRules => ({ rules, caps: caps ?? {} });

/** All rules and limits; tried on leads before they are saved. */
export function RulesForm({ scoring }: { scoring: Scoring }) {
  const manage = useMay('ORGANIZATION_MANAGE');
  const save = useChangeScoring();
  const preview = usePreview();
  const [version, setVersion] = useState(scoring.version);
  const [draft, setDraft] = useState(() => rulesOf(scoring));
  const [theirs, setTheirs] = useState<Scoring>();
  const change = (next: ScoringRules) => {
    setDraft(next);
    preview.reset();
  };
  const setRule = (place: number, rule: ScoringRule) =>
    change({ ...draft, rules: draft.rules.map((each, i) => (i === place ? rule : each)) });

  const take = (saved: Scoring) => {
    setVersion(saved.version);
    change(rulesOf(saved));
    setTheirs(undefined);
    save.reset();
  };
  const send = async (expected: number) => {
    try {
      take(await save.mutateAsync({ rules: draft, version: expected }));
      toast.done(t('scoring.saved'));
    } catch (error) {
      if (error instanceof Problem && error.isConflict) setTheirs(error.current as Scoring);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(version);
  };
  const problem = save.error ?? preview.error;
  const conflict = problem instanceof Problem && problem.isConflict;

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4 border-t border-line p-4">
      {theirs && (
        <ConflictNotice
          onReload={() => take(theirs)}
          onKeepMine={() => void send(theirs.version)}
        />
      )}
      <fieldset disabled={!manage} className="flex flex-col gap-4">
        <ul aria-label={t('scoring.rules')} className="flex flex-col gap-2">
          {draft.rules.map((rule, place) => (
            <RuleRow
              key={place}
              number={place + 1}
              rule={rule}
              onChange={(changed) => setRule(place, changed)}
              onRemove={() =>
                change({ ...draft, rules: draft.rules.filter((_, i) => i !== place) })
              }
            />
          ))}
        </ul>
        {manage && (
          <div>
            <Button
              onClick={() =>
                change({
                  ...draft,
                  rules: [...draft.rules, { when: 'SOURCE', values: [], points: 10 }],
                })
              }
            >
              <Plus aria-hidden />
              {t('scoring.ruleAdd')}
            </Button>
          </div>
        )}
        <Caps caps={draft.caps ?? {}} onChange={(caps) => change({ ...draft, caps })} />
      </fieldset>
      {preview.data && <Histogram preview={preview.data} />}
      <FormProblem message={problem && !conflict ? messageOf(problem) : undefined} />
      {manage && (
        <div className="flex gap-2">
          <Button type="submit" variant="primary" busy={save.isPending} disabled={!!theirs}>
            {t('common.save')}
          </Button>
          <Button busy={preview.isPending} onClick={() => preview.mutate(draft)}>
            {t('scoring.preview')}
          </Button>
        </div>
      )}
    </form>
  );
}

type Caps = Partial<Record<ScoreGroup, number>>;

function Caps({ caps, onChange }: { caps: Caps; onChange: (caps: Caps) => void }) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-[13px] font-medium">{t('scoring.caps')}</legend>
      <p className="text-[13px] text-ink-3">{t('scoring.capsText')}</p>
      <div className="grid gap-3 sm:grid-cols-4">
        {SCORE_GROUPS.map((group) => (
          <Field key={group} label={t(`scoring.group.${group}`)}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                value={caps[group] ?? ''}
                onChange={({ target }) => {
                  if (/^\d{0,3}$/.test(target.value)) {
                    onChange({
                      ...caps,
                      [group]: target.value ? Number(target.value) : undefined,
                    });
                  }
                }}
              />
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  );
}

/** How many leads have which score, now and then: as bars, and as a table for who cannot see them. */
function Histogram({ preview }: { preview: ScorePreview }) {
  const { leads, before, after, higher, lower } = preview;
  const most = Math.max(1, ...before, ...after);
  const height = (count: number) => `${Math.round((count / most) * 100)}%`;
  const range = (bucket: number) => `${bucket * 10}–${bucket === 9 ? 100 : bucket * 10 + 9}`;
  return (
    <section aria-label={t('scoring.preview')} className="rounded-md border border-line p-3">
      <p className="text-[13px] text-ink-2">
        {t('scoring.previewText', { count: leads })}:{' '}
        {t('scoring.previewChange', { higher: String(higher), lower: String(lower) })}
      </p>
      <div aria-hidden className="mt-3 grid h-28 grid-cols-10 items-end gap-1.5">
        {before.map((count, bucket) => (
          <div key={bucket} className="flex h-full items-end gap-0.5">
            <div className="w-1/2 rounded-t bg-line-strong" style={{ height: height(count) }} />
            <div
              className="w-1/2 rounded-t bg-accent"
              style={{ height: height(after[bucket] ?? 0) }}
            />
          </div>
        ))}
      </div>
      <div aria-hidden className="grid grid-cols-10 gap-1.5 text-center text-[11px] text-ink-3">
        {before.map((_, bucket) => (
          <span key={bucket}>{bucket * 10}</span>
        ))}
      </div>
      <table className="sr-only">
        <thead>
          <tr>
            <th>{t('scoring.range')}</th>
            <th>{t('scoring.now')}</th>
            <th>{t('scoring.then')}</th>
          </tr>
        </thead>
        <tbody>
          {before.map((count, bucket) => (
            <tr key={bucket}>
              <th>{range(bucket)}</th>
              <td>{count}</td>
              <td>{after[bucket]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
