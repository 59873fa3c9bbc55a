import { expect, it } from 'vitest';
import { readFilters } from './filters';
import { draftOf, searchOf } from './views';

it('shows the list as it was when the view was saved, but for the search', () => {
  const where = JSON.stringify({ version: 1, any: [{ score: { min: 5 } }] });
  const filters = readFilters(
    new URLSearchParams({ q: 'Ana', status: 'NEW', minScore: '20', sort: 'name', where }),
  );
  const draft = draftOf('Mine', filters, 'name,tags');
  const shown = searchOf({ ...draft, id: '7', own: true, createdAt: '', version: 1 });
  expect(shown.get('view')).toBe('7');
  expect(shown.get('columns')).toBe('name,tags');
  expect(readFilters(shown)).toEqual({ ...filters, q: undefined });
});

it('shows the whole list for a view of nothing', () => {
  const draft = draftOf('All', readFilters(new URLSearchParams()), '');
  const shown = searchOf({
    ...draft,
    segmentId: undefined,
    definition: undefined,
    id: '7',
    own: true,
    createdAt: '',
    version: 1,
  });
  expect([...shown.keys()]).toEqual(['view']);
});
