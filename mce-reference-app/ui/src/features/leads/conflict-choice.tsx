import { useId } from 'react';
import type { CustomField } from '@/api/types';
import { showValue } from '@/lib/custom-fields';
import { formatPhone } from '@/lib/format';
import { has, t } from '@/lib/i18n';
import type { Conflict } from './three-way';

export type Side = 'mine' | 'theirs';

interface ConflictChoiceProps {
  conflicts: Conflict[];
  fields: readonly CustomField[];
  sides: Record<string, Side>;
  onChoose: (field: string, side: Side) => void;
}

const fieldOf = (name: string, fields: readonly CustomField[]) =>
  fields.find(({ key }) => `metadata.${key}` === name);

function words(name: string, value: string | string[], fields: readonly CustomField[]): string {
  const text = Array.isArray(value) ? value.join(', ') : value;
  if (!text) return '–';
  return name === 'phone' ? formatPhone(text) : showValue(fieldOf(name, fields), text);
}

/** What both changed, field by field: yours, theirs, and what it was before. */
export function ConflictChoice({ conflicts, fields, sides, onChoose }: ConflictChoiceProps) {
  const id = useId();
  return (
    <div role="alert" className="rounded-md bg-warn-soft px-3 py-2.5 text-warn-text">
      <p className="font-medium">{t('conflict.title')}</p>
      <p className="text-[13px]">{t('conflict.choose')}</p>
      {conflicts.map(({ field, original, mine, theirs }) => {
        const key = `leads.${field}`;
        const label = has(key) ? t(key) : (fieldOf(field, fields)?.label ?? field);
        return (
          <fieldset key={field} className="mt-3 text-ink">
            <legend className="font-medium">{label}</legend>
            <p className="text-[13px] text-ink-2">
              {t('conflict.original', { value: words(field, original, fields) })}
            </p>
            {(['mine', 'theirs'] as const).map((side) => (
              <label key={side} className="flex items-baseline gap-2 py-0.5">
                <input
                  type="radio"
                  name={`${id}-${field}`}
                  className="size-4 shrink-0 translate-y-0.5 accent-accent"
                  checked={sides[field] === side}
                  onChange={() => onChoose(field, side)}
                />
                <span className="wrap-anywhere">
                  <span className="text-ink-2">{t(`conflict.${side}`)}</span>{' '}
                  {words(field, side === 'mine' ? mine : theirs, fields)}
                </span>
              </label>
            ))}
          </fieldset>
        );
      })}
    </div>
  );
}
