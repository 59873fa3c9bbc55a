import { describe, expect, it } from 'vitest';
import { isFiltered, readFilters, withFilter } from './filters';

describe('lead filters in the address', () => {
  it('come back as they were written', () => {
    let search = new URLSearchParams();
    search = withFilter(search, 'status', 'QUALIFIED');
    search = withFilter(search, 'q', 'são josé');
    search = withFilter(search, 'minScore', 40);
    search = withFilter(search, 'sort', '-score');
    expect(readFilters(new URLSearchParams(search.toString()))).toEqual({
      q: 'são josé',
      status: 'QUALIFIED',
      minScore: 40,
      source: undefined,
      tag: undefined,
      sort: '-score',
    });
  });

  it('ignore what makes no sense', () => {
    const filters = readFilters(new URLSearchParams('status=HAPPY&minScore=many&sort=phone&q=%20'));
    expect(isFiltered(filters)).toBe(false);
    expect(filters.sort).toBe('-createdAt');
  });

  it('leave no trace when they are taken away', () => {
    const search = withFilter(new URLSearchParams('status=NEW&sort=name'), 'status', undefined);
    expect(withFilter(search, 'sort', '-createdAt').toString()).toBe('');
  });
});
