import { LEAD_STATUSES, type LeadStatus } from '@/api/types';
import { readDefinition } from './conditions';

export const SORTS = ['-createdAt', 'createdAt', '-score', 'name'] as const;
export type Sort = (typeof SORTS)[number];

export interface LeadFilters {
  q?: string;
  status?: LeadStatus;
  source?: string;
  minScore?: number;
  tag?: string;
  project?: string;
  /** A segment, by its id. */
  segmentId?: string;
  /** Conditions that are not saved, in JSON. */
  where?: string;
  sort: Sort;
}

/** Reads the filters from an address; what does not make sense there is as if it were absent. */
export function readFilters(search: URLSearchParams): LeadFilters {
  const status = LEAD_STATUSES.find((each) => each === search.get('status'));
  const sort = SORTS.find((each) => each === search.get('sort')) ?? '-createdAt';
  const score = Number(search.get('minScore'));
  return {
    q: search.get('q')?.trim() || undefined,
    status,
    source: search.get('source') || undefined,
    minScore: Number.isInteger(score) && score > 0 && score <= 100 ? score : undefined,
    tag: search.get('tag') || undefined,
    project: search.get('project') || undefined,
    segmentId: search.get('segmentId') || undefined,
    where: readDefinition(search.get('where')) && (search.get('where') ?? undefined),
    sort,
  };
}

/** The address with a filter changed; an empty value and the default sort are not written. */
export function withFilter(
  search: URLSearchParams,
  name: keyof LeadFilters,
  value: string | number | undefined,
): URLSearchParams {
  const next = new URLSearchParams(search);
  if (value === undefined || value === '' || (name === 'sort' && value === '-createdAt')) {
    next.delete(name);
  } else {
    next.set(name, String(value));
  }
  return next;
}

export function isFiltered(filters: LeadFilters): boolean {
  const { q, status, source, minScore, tag, project, segmentId, where } = filters;
  return [q, status, source, minScore, tag, project, segmentId, where].some(
    (value) => value !== undefined,
  );
}
