import { describe, expect, it } from 'vitest';
import type { CustomField, MergeField } from '@/api/types';
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

  it('speaks of a custom field by its name and its type', () => {
    const fields = [
      { key: 'since', label: 'Move-in', type: 'DATE' },
      { key: 'wants', label: 'Wants', type: 'MULTI_CHOICE' },
    ] as CustomField[];
    expect(fieldName('metadata.since', fields)).toBe('Move-in');
    expect(fieldValue('metadata.wants', 'Flat; House', new Map(), fields)).toBe('Flat, House');
    expect(sidesOf(field('metadata.since', true), fields)).toEqual(['SURVIVOR', 'MERGED']);
    expect(sidesOf(field('metadata.wants', true), fields)).toContain('BOTH');
  });
});
