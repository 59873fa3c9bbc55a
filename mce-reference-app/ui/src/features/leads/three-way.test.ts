import { describe, expect, it } from 'vitest';
import type { Lead } from '@/api/types';
import { changeOf, flat, nested, threeWay, valuesOf } from './three-way';

const lead = {
  id: '1',
  name: 'Ana',
  phone: '+5511912345678',
  tags: ['a', 'b'],
  metadata: { budget: '10', note: 'kept' },
  version: 3,
} as unknown as Lead;

const values = (change: Partial<ReturnType<typeof valuesOf>>) => ({
  ...valuesOf(lead, ['budget', 'city']),
  ...change,
});

describe('what two people changed at the same time', () => {
  const original = flat(values({}));

  it('is joined by itself where only one of them changed a field', () => {
    const mine = flat(values({ name: 'Ana Souza' }));
    const theirs = flat(values({ company: 'Acme', metadata: { budget: '20', city: '' } }));
    const { merged, conflicts } = threeWay(original, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(nested(merged)).toEqual(
      values({ name: 'Ana Souza', company: 'Acme', metadata: { budget: '20', city: '' } }),
    );
  });

  it('is asked where both changed it, and not where they changed it alike', () => {
    const mine = flat(
      values({ name: 'Ana S', tags: ['b', 'a', 'c'], metadata: { budget: '30', city: 'Rio' } }),
    );
    const theirs = flat(
      values({ name: 'Ana T', tags: ['c', 'a', 'b'], metadata: { budget: '20', city: 'Rio' } }),
    );
    const { merged, conflicts } = threeWay(original, mine, theirs);
    expect(conflicts).toEqual([
      { field: 'name', original: 'Ana', mine: 'Ana S', theirs: 'Ana T' },
      { field: 'metadata.budget', original: '10', mine: '30', theirs: '20' },
    ]);
    expect(merged.name).toBe('Ana S');
  });
});

describe('a change', () => {
  it('holds what is different only', () => {
    expect(changeOf(lead, values({}))).toEqual({});
    expect(changeOf(lead, values({ email: 'ana@example.com', tags: ['b', 'a'] }))).toEqual({
      email: 'ana@example.com',
    });
  });

  it('keeps the attributes that have no field, and drops what was emptied', () => {
    expect(changeOf(lead, values({ metadata: { budget: '', city: 'Rio' } }))).toEqual({
      metadata: { note: 'kept', city: 'Rio' },
    });
  });
});
