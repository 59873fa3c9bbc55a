/** What every lead has; custom fields come on top. */
export const STANDARD_COLUMNS = [
  'name',
  'phone',
  'email',
  'company',
  'project',
  'source',
  'status',
  'score',
  'automation',
  'owner',
  'tags',
  'createdAt',
  'updatedAt',
] as const;

export type StandardColumn = (typeof STANDARD_COLUMNS)[number];

/** As the list has them until somebody chooses others. */
export const USUAL_COLUMNS: readonly string[] = [
  'name',
  'phone',
  'source',
  'status',
  'score',
  'automation',
  'owner',
  'createdAt',
];

/** As many as the server keeps with a view. */
export const MOST_COLUMNS = 20;

const FIELD = /^field:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The column of a custom field. */
export const fieldColumn = (id: string): string => `field:${id}`;

const isColumn = (text: string): boolean =>
  STANDARD_COLUMNS.some((each) => each === text) || FIELD.test(text);

/** Columns out of a text; the name is one of them, and what is none is as if it were absent. */
export function readColumns(text: string | null | undefined): string[] | undefined {
  const known = [...new Set((text ?? '').split(',').filter(isColumn))];
  if (known.length === 0) return undefined;
  return (known.includes('name') ? known : ['name', ...known]).slice(0, MOST_COLUMNS);
}

const isUsual = (columns: readonly string[]): boolean => columns.join() === USUAL_COLUMNS.join();

/** Columns as a text; nothing for the usual ones. */
export const writeColumns = (columns: readonly string[]): string =>
  isUsual(columns) ? '' : columns.join();

/**
 * What the list shows: what the address says, or else, outside of a saved view, what was chosen in
 * this browser.
 */
export function columnsOf(search: URLSearchParams, chosen: string | null): readonly string[] {
  const remembered = search.has('view') ? undefined : readColumns(chosen);
  return readColumns(search.get('columns')) ?? remembered ?? USUAL_COLUMNS;
}

/** The address with other columns; in a view the usual ones are not written. */
export function withColumns(search: URLSearchParams, columns: readonly string[]): URLSearchParams {
  const next = new URLSearchParams(search);
  const text = writeColumns(columns);
  if (text) next.set('columns', text);
  else next.delete('columns');
  return next;
}

/** With or without one more. */
export const toggled = (columns: readonly string[], column: string): string[] =>
  columns.includes(column) ? columns.filter((each) => each !== column) : [...columns, column];
