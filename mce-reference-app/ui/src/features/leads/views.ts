import type { SavedView, SavedViewDraft } from '@/api/types';
import { readDefinition } from './conditions';
import { readColumns } from './columns';
import type { LeadFilters } from './filters';

/**
 * What is shown, as a view. What was searched for is not part of one.
 *
 * @param columns as a text; empty for the usual ones
 */
export function draftOf(name: string, filters: LeadFilters, columns: string): SavedViewDraft {
  const { status, source, minScore, tag, project, segmentId, where, sort } = filters;
  const kept: Record<string, string> = {};
  if (status) kept.status = status;
  if (source) kept.source = source;
  if (minScore !== undefined) kept.minScore = String(minScore);
  if (tag) kept.tag = tag;
  if (project) kept.project = project;
  return {
    name,
    filters: kept,
    segmentId: segmentId ?? '',
    // The server takes an empty object for none.
    definition: readDefinition(where ?? null) ?? ({} as SavedViewDraft['definition']),
    columns: readColumns(columns) ?? [],
    sort,
  };
}

/** The address at which the list is as a view has it. */
export function searchOf(view: SavedView): URLSearchParams {
  const search = new URLSearchParams({ view: view.id });
  for (const name of ['status', 'source', 'minScore', 'tag', 'project']) {
    const value = view.filters?.[name];
    if (value) search.set(name, value);
  }
  if (view.segmentId) search.set('segmentId', view.segmentId);
  if (view.definition) search.set('where', JSON.stringify(view.definition));
  if (view.sort && view.sort !== '-createdAt') search.set('sort', view.sort);
  if (view.columns && view.columns.length > 0) search.set('columns', view.columns.join());
  return search;
}
