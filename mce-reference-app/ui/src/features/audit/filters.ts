/** What the lines can be narrowed to, and the beginnings of the names of events that belong there. */
const NAMES = {
  leads: ['lead', 'message', 'dispatch', 'import', 'bulk', 'privacy'],
  people: ['member', 'invitation', 'api-key', 'organization', 'setup'],
  campaigns: ['campaign', 'workflow'],
  security: ['access', 'security'],
} as const;

export type Kind = keyof typeof NAMES;
export const KINDS = Object.keys(NAMES) as Kind[];

export interface AuditFilters {
  /** The id of a member. */
  who?: string;
  kind?: Kind;
  /** The id of what the lines are about. */
  about?: string;
  /** Days such as 2026-11-21, as the person who looks counts them; both are within. */
  from?: string;
  until?: string;
}

/** Reads the filters from an address; what does not make sense there is as if it were absent. */
export function readFilters(search: URLSearchParams): AuditFilters {
  return {
    who: search.get('who') || undefined,
    kind: KINDS.find((kind) => kind === search.get('kind')),
    about: search.get('about') || undefined,
    from: day(search.get('from')),
    until: day(search.get('until')),
  };
}

/** The address with a filter changed; an empty value is not written. */
export function withFilter(
  search: URLSearchParams,
  name: keyof AuditFilters,
  value: string | undefined,
): URLSearchParams {
  const next = new URLSearchParams(search);
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}

export function isFiltered(filters: AuditFilters): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}

/** The names to ask the server for, each by itself; undefined asks for all. */
export function namesOf({ kind }: AuditFilters): readonly (string | undefined)[] {
  return kind ? NAMES[kind] : [undefined];
}

/** The filters that hold whatever the name is, as the server reads them. */
export function queryOf({ who, about, from, until }: AuditFilters) {
  return {
    actorId: who,
    subjectId: about,
    from: from && midnight(from).toISOString(),
    until: until && midnight(until, 1).toISOString(),
  };
}

/** When a day begins here, or the one after it; a day may have 23 or 25 hours. */
function midnight(text: string, later = 0): Date {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number);
  return new Date(year, month - 1, date + later);
}

function day(text: string | null): string | undefined {
  if (!text || !/^[12]\d{3}-\d\d-\d\d$/.test(text)) return undefined;
  const [, month = 0, date = 0] = text.split('-').map(Number);
  const found = midnight(text);
  return found.getMonth() + 1 === month && found.getDate() === date ? text : undefined;
}
