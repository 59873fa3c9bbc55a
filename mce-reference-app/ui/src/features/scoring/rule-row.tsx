import { X } from 'lucide-react';
import { useId } from 'react';
import { SCORE_EVENTS, type ScoreEvent, type ScoringRule } from '@/api/types';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { Input, Select } from '@/ui/input';
import { TagsInput } from '@/ui/tags-input';
import { durationOf, hoursOf } from './durations';

const LOOKS_AT_FIELD: ScoreEvent[] = ['KNOWN', 'EQUALS', 'CONTAINS'];
const COMPARES: ScoreEvent[] = ['SOURCE', 'EQUALS', 'CONTAINS', 'TAG', 'STATUS'];
const REPEATS: ScoreEvent[] = ['WROTE', 'CALLED', 'CLICKED'];
const FADES: ScoreEvent[] = [...REPEATS, 'REPLIED_WITHIN', 'ACTIVE'];

interface RuleRowProps {
  number: number;
  rule: ScoringRule;
  onChange: (rule: ScoringRule) => void;
  onRemove: () => void;
}

/** What something is worth, read as a sentence from left to right. */
export function RuleRow({ number, rule, onChange, onRemove }: RuleRowProps) {
  const id = useId();
  const { when, values = [] } = rule;
  return (
    <li className="flex flex-wrap items-center gap-2">
      <Input
        type="number"
        min={-100}
        max={100}
        aria-label={t('scoring.pointsOf', { number: String(number) })}
        className="w-20 text-right"
        value={Number.isNaN(rule.points) ? '' : rule.points}
        onChange={({ target }) => onChange({ ...rule, points: target.valueAsNumber })}
      />
      <Select
        aria-label={t('scoring.when')}
        className="w-auto"
        value={when}
        onChange={({ target }) => {
          const next = SCORE_EVENTS.find((each) => each === target.value);
          if (next) onChange(begun(next, rule.points));
        }}
      >
        {SCORE_EVENTS.map((event) => (
          <option key={event} value={event}>
            {t(`scoring.when.${event}`)}
          </option>
        ))}
      </Select>
      {LOOKS_AT_FIELD.includes(when) && (
        <Input
          aria-label={t('scoring.field')}
          placeholder={t('scoring.field')}
          className="w-36"
          value={rule.field ?? ''}
          onChange={({ target }) => onChange({ ...rule, field: target.value })}
        />
      )}
      {COMPARES.includes(when) && (
        <div className="min-w-44 flex-1">
          <label htmlFor={id} className="sr-only">
            {t('scoring.values')}
          </label>
          <TagsInput
            id={id}
            value={values}
            onChange={(next) => onChange({ ...rule, values: next })}
            placeholder={t(when === 'SOURCE' ? 'scoring.anySource' : 'scoring.values')}
          />
        </div>
      )}
      {when === 'REPLIED_WITHIN' && (
        <NumberBox
          label={t('scoring.within')}
          value={hoursOf(rule.within)}
          onChange={(hours) => onChange({ ...rule, within: durationOf(hours) })}
        />
      )}
      {REPEATS.includes(when) && (
        <NumberBox
          label={t('scoring.times')}
          value={rule.times}
          onChange={(times) => onChange({ ...rule, times })}
        />
      )}
      {FADES.includes(when) && (
        <NumberBox
          label={t('scoring.halfLife')}
          placeholder={t('scoring.stays')}
          value={rule.halfLife ? (hoursOf(rule.halfLife) ?? 0) / 24 : undefined}
          onChange={(days) => onChange({ ...rule, halfLife: durationOf((days ?? 0) * 24) })}
        />
      )}
      <span className="flex-1" />
      <Button
        variant="ghost"
        size="iconSm"
        aria-label={t('scoring.ruleRemove', { number: String(number) })}
        onClick={onRemove}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

/** What a rule of this kind needs said, with something to begin with. */
function begun(when: ScoreEvent, points: number): ScoringRule {
  return {
    when,
    points,
    values: [],
    ...(LOOKS_AT_FIELD.includes(when) && { field: 'company' }),
    ...(REPEATS.includes(when) && { times: 3 }),
    ...(when === 'REPLIED_WITHIN' && { within: 'PT1H' }),
    ...(when === 'ACTIVE' && { halfLife: 'P7D' }),
  };
}

interface NumberBoxProps {
  label: string;
  placeholder?: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

function NumberBox({ label, placeholder, value, onChange }: NumberBoxProps) {
  return (
    <label className="flex items-center gap-1.5 text-[13px] text-ink-2">
      <span>{label}</span>
      <Input
        type="number"
        min={0}
        className="w-20 text-right"
        placeholder={placeholder}
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.valueAsNumber)}
      />
    </label>
  );
}
