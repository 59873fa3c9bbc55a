import { ArrowUp, Plus, X } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import {
  ASSIGNMENT_FIELDS,
  ASSIGNMENT_ORDERS,
  ASSIGNMENT_POLICIES,
  type Assignment,
  type AssignmentCondition,
  type AssignmentPlan,
  type AssignmentRule,
  type LeadTaker,
} from '@/api/types';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { messageOf, Problem } from '@/lib/problem';
import { useProjects } from '@/lib/projects';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { ConflictNotice, FormProblem } from '@/ui/form';
import { Input, Select } from '@/ui/input';
import { TagsInput } from '@/ui/tags-input';
import { toast } from '@/ui/toast';
import { useChangePlan } from './api';

const planOf = ({ policy, order, fallbackId, rules }: Assignment): AssignmentPlan => ({
  policy,
  order,
  fallbackId,
  rules,
});

/** The whole plan, saved together. */
export function PlanForm({ assignment }: { assignment: Assignment }) {
  const manage = useMay('ASSIGNMENT_MANAGE');
  const save = useChangePlan();
  const [version, setVersion] = useState(assignment.version);
  const [plan, setPlan] = useState(() => planOf(assignment));
  const [theirs, setTheirs] = useState<Assignment>();
  const set = (part: Partial<AssignmentPlan>) => setPlan({ ...plan, ...part });
  const setRule = (place: number, rule: AssignmentRule) =>
    set({ rules: plan.rules.map((each, index) => (index === place ? rule : each)) });

  const take = (saved: Assignment) => {
    setVersion(saved.version);
    setPlan(planOf(saved));
    setTheirs(undefined);
    save.reset();
  };
  const send = async (expected: number) => {
    try {
      take(await save.mutateAsync({ plan, version: expected }));
      toast.done(t('assignment.saved'));
    } catch (error) {
      if (error instanceof Problem && error.isConflict) setTheirs(error.current as Assignment);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(version);
  };
  const conflict = save.error instanceof Problem && save.error.isConflict;

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4 border-t border-line p-4">
      {theirs && (
        <ConflictNotice
          onReload={() => take(theirs)}
          onKeepMine={() => void send(theirs.version)}
        />
      )}
      <fieldset disabled={!manage} className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label={t('assignment.policy')}>
            {(control) => (
              <Select
                {...control}
                value={plan.policy}
                onChange={({ target }) =>
                  set({ policy: ASSIGNMENT_POLICIES.find((each) => each === target.value) })
                }
              >
                {ASSIGNMENT_POLICIES.map((policy) => (
                  <option key={policy} value={policy}>
                    {t(`assignment.policy.${policy}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('assignment.order')}>
            {(control) => (
              <Select
                {...control}
                value={plan.order}
                onChange={({ target }) =>
                  set({ order: ASSIGNMENT_ORDERS.find((each) => each === target.value) })
                }
              >
                {ASSIGNMENT_ORDERS.map((order) => (
                  <option key={order} value={order}>
                    {t(`assignment.order.${order}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('assignment.fallback')} hint={t('assignment.fallbackHint')}>
            {(control) => (
              <Select
                {...control}
                value={plan.fallbackId ?? ''}
                onChange={({ target }) => set({ fallbackId: target.value || undefined })}
              >
                <option value="">{t('assignment.fallbackNone')}</option>
                {assignment.members.map((member) => (
                  <option key={member.id} value={member.id}>
                    {member.name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <ol aria-label={t('assignment.rules')} className="flex flex-col gap-3">
          {plan.rules.map((rule, place) => (
            <li key={place} className="rounded-md border border-line p-3">
              <RuleEditor
                rule={rule}
                members={assignment.members}
                onChange={(changed) => setRule(place, changed)}
                onRemove={() => set({ rules: plan.rules.filter((_, index) => index !== place) })}
                onUp={
                  place === 0
                    ? undefined
                    : () => {
                        const rules = [...plan.rules];
                        rules.splice(place - 1, 0, ...rules.splice(place, 1));
                        set({ rules });
                      }
                }
              />
            </li>
          ))}
        </ol>
        {manage && (
          <div className="flex gap-2">
            <Button
              onClick={() =>
                set({
                  rules: [
                    ...plan.rules,
                    {
                      name: t('assignment.ruleNew', { number: plan.rules.length + 1 }),
                      conditions: [{ field: 'CITY', values: [] }],
                      memberIds: [],
                    },
                  ],
                })
              }
            >
              <Plus aria-hidden />
              {t('assignment.ruleAdd')}
            </Button>
          </div>
        )}
      </fieldset>
      <FormProblem message={save.error && !conflict ? messageOf(save.error) : undefined} />
      {manage && (
        <div>
          <Button type="submit" variant="primary" busy={save.isPending} disabled={!!theirs}>
            {t('common.save')}
          </Button>
        </div>
      )}
    </form>
  );
}

interface RuleEditorProps {
  rule: AssignmentRule;
  members: LeadTaker[];
  onChange: (rule: AssignmentRule) => void;
  onRemove: () => void;
  onUp: (() => void) | undefined;
}

function RuleEditor({ rule, members, onChange, onRemove, onUp }: RuleEditorProps) {
  const { name, conditions, memberIds } = rule;
  return (
    <div className="flex flex-col gap-2.5">
      <div className="flex items-center gap-2">
        <Input
          aria-label={t('assignment.ruleName')}
          className="max-w-xs font-medium"
          value={name}
          onChange={({ target }) => onChange({ ...rule, name: target.value })}
        />
        <span className="flex-1" />
        {onUp && (
          <Button
            variant="ghost"
            size="iconSm"
            aria-label={t('assignment.ruleUp', { name })}
            onClick={onUp}
          >
            <ArrowUp aria-hidden />
          </Button>
        )}
        <Button
          variant="ghost"
          size="iconSm"
          aria-label={t('assignment.ruleRemove', { name })}
          onClick={onRemove}
        >
          <X aria-hidden />
        </Button>
      </div>
      {conditions.map((condition, place) => (
        <ConditionEditor
          key={place}
          condition={condition}
          onChange={(changed) =>
            onChange({
              ...rule,
              conditions: conditions.map((each, index) => (index === place ? changed : each)),
            })
          }
          onRemove={
            conditions.length > 1
              ? () =>
                  onChange({
                    ...rule,
                    conditions: conditions.filter((_, index) => index !== place),
                  })
              : undefined
          }
        />
      ))}
      <div>
        <Button
          variant="ghost"
          size="sm"
          onClick={() =>
            onChange({ ...rule, conditions: [...conditions, { field: 'SOURCE', values: [] }] })
          }
        >
          <Plus aria-hidden />
          {t('assignment.conditionAdd')}
        </Button>
      </div>
      <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <legend className="float-left mr-3 text-[13px] text-ink-2">{t('assignment.to')}</legend>
        {members.map((member) => (
          <label key={member.id} className="flex items-center gap-1.5 text-[13px]">
            <input
              type="checkbox"
              checked={memberIds.includes(member.id)}
              onChange={({ target }) =>
                onChange({
                  ...rule,
                  memberIds: target.checked
                    ? [...memberIds, member.id]
                    : memberIds.filter((id) => id !== member.id),
                })
              }
            />
            {member.name}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

interface ConditionEditorProps {
  condition: AssignmentCondition;
  onChange: (condition: AssignmentCondition) => void;
  onRemove: (() => void) | undefined;
}

function ConditionEditor({ condition, onChange, onRemove }: ConditionEditorProps) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-[13px] text-ink-2">{t('assignment.when')}</span>
      <Select
        aria-label={t('assignment.when')}
        className="w-auto"
        value={condition.field}
        onChange={({ target }) => {
          const field = ASSIGNMENT_FIELDS.find((each) => each === target.value);
          if (!field) return;
          // Projects are named by their ids, which are no values of anything else.
          const values = [field, condition.field].includes('PROJECT') ? [] : condition.values;
          onChange({ field, values });
        }}
      >
        {ASSIGNMENT_FIELDS.map((field) => (
          <option key={field} value={field}>
            {t(`assignment.field.${field}`)}
          </option>
        ))}
      </Select>
      {condition.field === 'METADATA' && (
        <Input
          aria-label={t('assignment.key')}
          placeholder={t('assignment.key')}
          className="w-44"
          value={condition.key ?? ''}
          onChange={({ target }) => onChange({ ...condition, key: target.value })}
        />
      )}
      <span className="text-[13px] text-ink-2">{t('assignment.is')}</span>
      {condition.field === 'PROJECT' ? (
        <ProjectChoice
          value={condition.values}
          onChange={(values) => onChange({ ...condition, values })}
        />
      ) : (
        <div className="min-w-48 flex-1">
          <label htmlFor={id} className="sr-only">
            {t('assignment.values')}
          </label>
          <TagsInput
            id={id}
            value={condition.values}
            onChange={(values) => onChange({ ...condition, values })}
            placeholder={t('assignment.valuesHint')}
          />
        </div>
      )}
      {onRemove && (
        <Button
          variant="ghost"
          size="iconSm"
          aria-label={t('assignment.conditionRemove')}
          onClick={onRemove}
        >
          <X aria-hidden />
        </Button>
      )}
    </div>
  );
}

interface ProjectChoiceProps {
  value: string[];
  onChange: (ids: string[]) => void;
}

function ProjectChoice({ value, onChange }: ProjectChoiceProps) {
  const projects = (useProjects().data?.items ?? []).filter(
    ({ id, active }) => active || value.includes(id),
  );
  return (
    <fieldset className="flex min-w-48 flex-1 flex-wrap items-center gap-x-4 gap-y-1">
      <legend className="sr-only">{t('assignment.values')}</legend>
      {projects.map(({ id, name }) => (
        <label key={id} className="flex items-center gap-1.5 text-[13px]">
          <input
            type="checkbox"
            checked={value.includes(id)}
            onChange={({ target }) =>
              onChange(target.checked ? [...value, id] : value.filter((each) => each !== id))
            }
          />
          {name}
        </label>
      ))}
      {projects.length === 0 && (
        <span className="text-[13px] text-ink-3">{t('projects.none')}</span>
      )}
    </fieldset>
  );
}
