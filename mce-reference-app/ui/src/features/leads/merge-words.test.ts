import { describe, expect, it } from 'vitest';
import type { MergeField } from '@/api/types';
import { fieldName, fieldValue, sidesOf } from './merge-words';

const field = (name: string, differs: boolean): MergeField => ({
  name,
  survivor: 'a',
  merged: differs ? 'b' : 'a',
  side: 'SURVIVOR',
  result: 'a',
  differs,
});

describe('the words of a merge', () => {
  it('names fields, and what the organization made up as it is written', () => {
    expect(fieldName('company')).toBe('Company');
    expect(fieldName('metadata.Budget')).toBe('Budget');
  });

  it('shows owners by name and nothing as a dash', () => {
    expect(fieldValue('owner', 'm1', new Map([['m1', 'Sarah']]))).toBe('Sarah');
    expect(fieldValue('name', undefined, new Map())).toBe('–');
  });

  it('offers both only where both can stand side by side', () => {
    expect(sidesOf(field('name', true))).toEqual(['SURVIVOR', 'MERGED']);
    expect(sidesOf(field('tags', true))).toEqual(['SURVIVOR', 'MERGED', 'BOTH']);
    expect(sidesOf(field('metadata.x', true))).toContain('BOTH');
    expect(sidesOf(field('name', false))).toEqual([]);
  });
});
