import type { CustomField, FieldType } from '@/api/types';

/** How a field can be compared, as people choose it. */
export type Comparison =
  'is' | 'beginsWith' | 'anyOf' | 'min' | 'max' | 'between' | 'yes' | 'no' | 'filled' | 'empty';

/** What the server takes for a condition on a custom field; "filled: false" is "empty". */
export type FieldParts = Record<string, unknown>;

export function comparisonsOf(type: FieldType): Comparison[] {
  switch (type) {
    case 'TEXT':
    case 'URL':
      return ['is', 'beginsWith', 'filled', 'empty'];
    case 'NUMBER':
    case 'MONEY':
    case 'DATE':
      return ['is', 'min', 'max', 'between', 'filled', 'empty'];
    case 'CHOICE':
    case 'MULTI_CHOICE':
      return ['anyOf', 'filled', 'empty'];
    case 'BOOLEAN':
      return ['yes', 'no', 'filled', 'empty'];
    case 'PHONE':
      return ['filled', 'empty'];
  }
}

/** A condition as it begins when a field is chosen. */
export function newFieldParts({ id, type }: Pick<CustomField, 'id' | 'type'>): FieldParts {
  return withComparison({ id, type }, comparisonsOf(type)[0] ?? 'filled');
}

/** The same field, compared in another way; what was typed goes along where it can. */
export function withComparison(parts: FieldParts, comparison: Comparison): FieldParts {
  const { id, type } = parts;
  const value = parts.is ?? parts.min ?? parts.max ?? parts.beginsWith;
  switch (comparison) {
    case 'is':
    case 'min':
    case 'max':
    case 'beginsWith':
      return { id, type, [comparison]: typeof value === 'boolean' ? undefined : value };
    case 'between':
      return { id, type, min: value, max: undefined };
    case 'anyOf':
      return { id, type, anyOf: [] };
    case 'yes':
    case 'no':
      return { id, type, is: comparison === 'yes' };
    case 'filled':
    case 'empty':
      return { id, type, filled: comparison === 'filled' };
  }
}

export function comparisonOf(parts: FieldParts): Comparison {
  if ('filled' in parts) return parts.filled === false ? 'empty' : 'filled';
  if ('min' in parts) return 'max' in parts ? 'between' : 'min';
  if (typeof parts.is === 'boolean') return parts.is ? 'yes' : 'no';
  return (['max', 'anyOf', 'beginsWith'] as const).find((each) => each in parts) ?? 'is';
}

/** A range of one value is that value: so the server stores it. */
export function readFieldParts(parts: FieldParts): FieldParts {
  const { min, max, ...rest } = parts;
  return min !== undefined && min === max ? { ...rest, is: min } : parts;
}

const isValue = (type: unknown, value: unknown): boolean => {
  switch (type) {
    case 'NUMBER':
    case 'MONEY':
      return typeof value === 'number' && Number.isFinite(value);
    case 'DATE':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
    default:
      return typeof value === 'string' && value.trim() !== '';
  }
};

/** Whether everything is filled in that the server needs. */
export function isFieldComplete(parts: FieldParts): boolean {
  const { type, min, max } = parts;
  const comparison = comparisonOf(parts);
  switch (comparison) {
    case 'is':
    case 'beginsWith':
    case 'min':
    case 'max':
      return isValue(type, parts[comparison]);
    case 'between':
      return (
        isValue(type, min) &&
        isValue(type, max) &&
        (min as number | string) <= (max as number | string)
      );
    case 'anyOf':
      return Array.isArray(parts.anyOf) && parts.anyOf.length > 0;
    default:
      return true;
  }
}
