import { describe, expect, it } from 'vitest';
import { FIELD_TYPES } from '@/api/types';
import {
  comparisonOf,
  comparisonsOf,
  isFieldComplete,
  newFieldParts,
  readFieldParts,
  withComparison,
} from './field-conditions';

describe('a condition on a field', () => {
  it.each(FIELD_TYPES)('of type %s is compared as it says', (type) => {
    const begun = newFieldParts({ id: '7', type });
    for (const comparison of comparisonsOf(type)) {
      const parts = withComparison(begun, comparison);
      expect(comparisonOf(parts)).toBe(comparison);
      expect(parts).toMatchObject({ id: '7', type });
    }
  });

  it('keeps what was typed while the comparison changes', () => {
    const parts = { id: '7', type: 'MONEY', min: 500 };
    expect(withComparison(parts, 'max')).toEqual({ id: '7', type: 'MONEY', max: 500 });
    expect(withComparison(parts, 'between')).toEqual({ ...parts, max: undefined });
  });

  it('is complete with a value of its type, and a range that is none backwards', () => {
    const number = { id: '7', type: 'NUMBER' };
    expect(isFieldComplete({ ...number, is: undefined })).toBe(false);
    expect(isFieldComplete({ ...number, is: 0 })).toBe(true);
    expect(isFieldComplete({ ...number, min: 1, max: undefined })).toBe(false);
    expect(isFieldComplete({ ...number, min: 2, max: 1 })).toBe(false);
    expect(isFieldComplete({ ...number, min: 1, max: 2 })).toBe(true);
    expect(isFieldComplete({ id: '7', type: 'DATE', is: '2026-1' })).toBe(false);
    expect(isFieldComplete({ id: '7', type: 'DATE', is: '2026-01-31' })).toBe(true);
    expect(isFieldComplete({ id: '7', type: 'TEXT', beginsWith: ' ' })).toBe(false);
    expect(isFieldComplete({ id: '7', type: 'CHOICE', anyOf: [] })).toBe(false);
    expect(isFieldComplete({ id: '7', type: 'PHONE', filled: false })).toBe(true);
  });

  it('is a value again where the server stored a range of one', () => {
    expect(readFieldParts({ id: '7', type: 'NUMBER', min: 5, max: 5 })).toEqual({
      id: '7',
      type: 'NUMBER',
      is: 5,
    });
    const range = { id: '7', type: 'NUMBER', min: 5, max: 6 };
    expect(readFieldParts(range)).toBe(range);
  });
});
