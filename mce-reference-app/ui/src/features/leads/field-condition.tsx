import type { CustomField, FieldType } from '@/api/types';
import { t } from '@/lib/i18n';
import { Input, Select } from '@/ui/input';
import { Several } from './several';
import {
  comparisonOf,
  comparisonsOf,
  withComparison,
  type Comparison,
  type FieldParts,
} from './field-conditions';

interface FieldConditionProps {
  /** The field, unless it is gone. */
  field?: CustomField;
  parts: FieldParts;
  path: string;
  onChange: (parts: FieldParts) => void;
}

/** How a custom field is compared, and with what, in the way of its type. */
export function FieldCondition({ field, parts, path, onChange }: FieldConditionProps) {
  const type = parts.type as FieldType;
  const comparison = comparisonOf(parts);
  const put = (name: string, value: unknown) => onChange({ ...parts, [name]: value });
  const label = t('segment.value', { path });
  return (
    <>
      <Select
        aria-label={t('segment.compare', { path })}
        className="w-auto"
        value={comparison}
        onChange={(event) =>
          onChange(
            withComparison(
              parts,
              comparisonsOf(type).find((each) => each === event.target.value) ?? 'filled',
            ),
          )
        }
      >
        {comparisonsOf(type).map((each) => (
          <option key={each} value={each}>
            {wordOf(each, type)}
          </option>
        ))}
      </Select>
      {comparison === 'anyOf' ? (
        <Several
          label={label}
          choices={choicesOf(field, parts).map((each) => [each, each])}
          value={chosen(parts)}
          onChange={(anyOf) => put('anyOf', anyOf)}
        />
      ) : comparison === 'between' ? (
        <>
          <Value
            type={type}
            label={t('segment.lowest', { path })}
            value={parts.min}
            onChange={(min) => put('min', min)}
          />
          <Value
            type={type}
            label={t('segment.highest', { path })}
            value={parts.max}
            onChange={(max) => put('max', max)}
          />
        </>
      ) : comparison === 'is' ||
        comparison === 'beginsWith' ||
        comparison === 'min' ||
        comparison === 'max' ? (
        <Value
          type={type}
          label={label}
          value={parts[comparison]}
          onChange={(value) => put(comparison, value)}
        />
      ) : null}
      {field?.currency && comparison !== 'filled' && comparison !== 'empty' && (
        <span className="self-center text-[13px] text-ink-3">{field.currency}</span>
      )}
    </>
  );
}

function wordOf(comparison: Comparison, type: FieldType): string {
  if (type === 'DATE' && comparison === 'min') return t('segment.compare.since');
  if (type === 'DATE' && comparison === 'max') return t('segment.compare.until');
  if (type === 'MULTI_CHOICE' && comparison === 'anyOf') return t('segment.compare.hasAnyOf');
  return t(`segment.compare.${comparison}`);
}

const chosen = ({ anyOf }: FieldParts): string[] => (Array.isArray(anyOf) ? anyOf.map(String) : []);

/** Those the field offers, and those it no longer does but somebody asked for. */
const choicesOf = (field: CustomField | undefined, parts: FieldParts): string[] => [
  ...new Set([...(field?.choices ?? []), ...chosen(parts)]),
];

interface ValueProps {
  type: FieldType;
  label: string;
  value: unknown;
  onChange: (value: string | number | undefined) => void;
}

function Value({ type, label, value, onChange }: ValueProps) {
  if (type === 'NUMBER' || type === 'MONEY') {
    return (
      <Input
        type="number"
        step="any"
        aria-label={label}
        className="w-36"
        value={typeof value === 'number' ? value : ''}
        onChange={(event) => {
          const number = event.target.valueAsNumber;
          onChange(Number.isNaN(number) ? undefined : number);
        }}
      />
    );
  }
  return (
    <Input
      type={type === 'DATE' ? 'date' : 'text'}
      aria-label={label}
      className={type === 'DATE' ? 'w-auto' : 'w-48'}
      maxLength={200}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value || undefined)}
    />
  );
}
