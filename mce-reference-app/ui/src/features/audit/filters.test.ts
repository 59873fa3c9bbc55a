import { describe, expect, it } from 'vitest';
import { isFiltered, namesOf, queryOf, readFilters, withFilter } from './filters';

const read = (text: string) => readFilters(new URLSearchParams(text));

describe('audit filters in the address', () => {
  it('come back as they were written', () => {
    let search = new URLSearchParams();
    search = withFilter(search, 'who', 'm1');
    search = withFilter(search, 'kind', 'security');
    search = withFilter(search, 'from', '2026-11-01');
    expect(read(search.toString())).toEqual({
      who: 'm1',
      kind: 'security',
      about: undefined,
      from: '2026-11-01',
      until: undefined,
    });
  });

  it('ignore what makes no sense', () => {
    expect(isFiltered(read('kind=secrets&from=yesterday&until=2026-02-31&who='))).toBe(false);
    expect(isFiltered(read('about=l1'))).toBe(true);
  });

  it('leave no trace when they are taken away', () => {
    expect(withFilter(new URLSearchParams('kind=leads'), 'kind', '').toString()).toBe('');
  });
});

describe('what the server is asked', () => {
  it('everything without a kind, and each family of names with one', () => {
    expect(namesOf(read(''))).toEqual([undefined]);
    expect(namesOf(read('kind=campaigns'))).toEqual(['campaign', 'workflow']);
  });

  it('whole days of the person who looks', () => {
    expect(queryOf(read('from=2026-11-20&until=2026-11-30&who=m1&about=l1'))).toEqual({
      actorId: 'm1',
      subjectId: 'l1',
      from: new Date(2026, 10, 20).toISOString(),
      until: new Date(2026, 11, 1).toISOString(),
    });
    expect(queryOf(read(''))).toEqual({
      actorId: undefined,
      subjectId: undefined,
      from: undefined,
      until: undefined,
    });
  });
});
