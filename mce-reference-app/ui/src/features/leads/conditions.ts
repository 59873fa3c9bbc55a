import type {
  ConditionKind,
  Definition,
  LeadStatus,
  SegmentCondition as Condition,
} from '@/api/types';
import { isFieldComplete, readFieldParts } from './field-conditions';
import type { LeadFilters } from './filters';

/** What every lead has; custom fields come on top. */
export const CONDITION_KINDS = [
  'status',
  'source',
  'owner',
  'project',
  'score',
  'tags',
  'created',
  'updated',
  'name',
  'company',
  'phone',
  'email',
  'automation',
  'doNotContact',
  'activity',
] as const satisfies readonly ConditionKind[];

export type StandardKind = (typeof CONDITION_KINDS)[number];

/** As many as the server takes. */
export const MOST_CONDITIONS = 50;
export const MOST_LEVELS = 8;

/** How the conditions of a group go together. */
export const GROUP_KINDS = ['all', 'any', 'none'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

/** A group as the builder shows it; "none" is what the server calls "not any". */
export interface Group {
  kind: GroupKind;
  of: Node[];
}

export interface Leaf {
  kind: ConditionKind;
  /** What the server takes for this kind. */
  parts: Record<string, unknown>;
}

export type Node = Group | Leaf;

export const isGroup = (node: Node): node is Group => 'of' in node;

/** A condition of a kind as it begins. */
export function newLeaf(kind: StandardKind): Leaf {
  switch (kind) {
    case 'status':
      return { kind, parts: { in: ['NEW'] } };
    case 'automation':
      return { kind, parts: { in: ['ACTIVE'] } };
    case 'source':
      return { kind, parts: { in: [] } };
    case 'owner':
      return { kind, parts: { in: [], nobody: true } };
    case 'project':
      return { kind, parts: { in: [], none: true } };
    case 'score':
      return { kind, parts: { min: 50 } };
    case 'tags':
      return { kind, parts: { any: [] } };
    case 'created':
    case 'updated':
      return { kind, parts: { lastDays: 7 } };
    case 'name':
    case 'company':
      return { kind, parts: { contains: '' } };
    case 'phone':
    case 'email':
      return { kind, parts: { known: true } };
    case 'doNotContact':
      return { kind, parts: {} };
    case 'activity':
      return { kind, parts: { kind: 'RECEIVED', never: true, days: 14 } };
  }
}

const filled = (value: unknown) => Array.isArray(value) && value.length > 0;
const whole = (value: unknown) => typeof value === 'number' && Number.isInteger(value);

/** Whether everything is filled in that the server needs. */
export function isComplete(node: Node): boolean {
  if (isGroup(node)) return node.of.every(isComplete);
  const { parts } = node;
  switch (node.kind) {
    case 'status':
    case 'automation':
    case 'source':
      return filled(parts.in);
    case 'owner':
      return parts.nobody === true || filled(parts.in);
    case 'project':
      return parts.none === true || filled(parts.in);
    case 'score':
      return whole(parts.min) || whole(parts.max);
    case 'tags':
      return ['any', 'all', 'none'].some((each) => filled(parts[each]));
    case 'created':
    case 'updated':
      return whole(parts.lastDays) || Boolean(parts.from) || Boolean(parts.until);
    case 'name':
    case 'company':
      return typeof parts.contains === 'string' && parts.contains.trim() !== '';
    case 'field':
      return isFieldComplete(parts);
    case 'activity':
      return parts.never === true || whole(parts.atLeast);
    default:
      return true;
  }
}

export const countLeaves = (node: Node): number =>
  isGroup(node) ? node.of.reduce((sum, each) => sum + countLeaves(each), 0) : 1;

/** What the server is sent. */
export function toDefinition(root: Group): Definition {
  return { version: 1, ...toCondition(root) };
}

function toCondition(node: Node): Condition {
  if (!isGroup(node)) return { [node.kind]: node.parts };
  const of = node.of.map(toCondition);
  return node.kind === 'none' ? { not: { any: of } } : { [node.kind]: of };
}

/** What the server sent, as groups and conditions; a single condition is a group of one. */
export function fromDefinition(definition: Definition): Group {
  const node = fromCondition(conditionOf(definition));
  return isGroup(node) ? node : { kind: 'all', of: [node] };
}

/** The one condition that a definition is. */
const conditionOf = (definition: Definition): Condition =>
  Object.fromEntries(Object.entries(definition).filter(([key]) => key !== 'version'));

function fromCondition(condition: Condition): Node {
  const [kind = 'all', value] = Object.entries(condition)[0] ?? [];
  if (kind === 'all' || kind === 'any') {
    return { kind, of: (value as Condition[]).map(fromCondition) };
  }
  if (kind === 'not') {
    const inner = fromCondition(value as Condition);
    if (!isGroup(inner) && inner.parts.filled === true) {
      return { ...inner, parts: { ...inner.parts, filled: false } };
    }
    return isGroup(inner) && inner.kind === 'any'
      ? { kind: 'none', of: inner.of }
      : { kind: 'none', of: [inner] };
  }
  const parts = value as Record<string, unknown>;
  return { kind: kind as ConditionKind, parts: kind === 'field' ? readFieldParts(parts) : parts };
}

/** Conditions out of an address; what is none there is as if it were absent. */
export function readDefinition(text: string | null): Definition | undefined {
  if (!text) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && 'version' in json
      ? (json as Definition)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The conditions together with what the filter bar says, for one question to the server. */
export function withFilters(definition: Definition, filters: LeadFilters): Definition {
  const all: Condition[] = [conditionOf(definition)];
  const { status, source, minScore, tag, project } = filters;
  if (status) all.push({ status: { in: [status satisfies LeadStatus] } });
  if (source) all.push({ source: { in: [source] } });
  if (minScore !== undefined) all.push({ score: { min: minScore } });
  if (tag) all.push({ tags: { any: [tag] } });
  if (project) all.push({ project: { in: [project] } });
  return all.length === 1 ? definition : { version: 1, all };
}
