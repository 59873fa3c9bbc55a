import { describe, expect, it } from 'vitest';
import { columnsOf, readColumns, toggled, USUAL_COLUMNS, withColumns } from './columns';

const FIELD = 'field:019a0000-0000-7000-8000-000000000001';

describe('columns', () => {
  it('are read from a text, each once, the name among them', () => {
    expect(readColumns(`score,${FIELD},score,nonsense,field:7`)).toEqual(['name', 'score', FIELD]);
    expect(readColumns('tags,name')).toEqual(['tags', 'name']);
    expect(readColumns('nonsense')).toBeUndefined();
    expect(readColumns(null)).toBeUndefined();
  });

  it('are those of the address, else of the browser, else the usual ones', () => {
    const none = new URLSearchParams();
    expect(columnsOf(none, null)).toBe(USUAL_COLUMNS);
    expect(columnsOf(none, 'name,tags')).toEqual(['name', 'tags']);
    expect(columnsOf(new URLSearchParams({ columns: 'name,email' }), 'name,tags')).toEqual([
      'name',
      'email',
    ]);
    expect(columnsOf(new URLSearchParams({ view: '7' }), 'name,tags')).toBe(USUAL_COLUMNS);
  });

  it('are written to the address unless they are the usual ones', () => {
    const search = withColumns(new URLSearchParams({ status: 'NEW' }), ['name', FIELD]);
    expect(search.get('columns')).toBe(`name,${FIELD}`);
    expect([...withColumns(search, USUAL_COLUMNS).keys()]).toEqual(['status']);
  });

  it('come and go', () => {
    expect(toggled(['name'], FIELD)).toEqual(['name', FIELD]);
    expect(toggled(['name', FIELD, 'tags'], FIELD)).toEqual(['name', 'tags']);
  });
});
