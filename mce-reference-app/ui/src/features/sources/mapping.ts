import type { LeadMapping, MappingRule } from '@/api/types';

/** The fields of a lead that a value can become; everything else is metadata. */
export const FIELDS = [
  'name',
  'firstName',
  'lastName',
  'phone',
  'email',
  'company',
  'project',
  'externalId',
  'tags',
  'source',
  'status',
] as const;

export const METADATA = 'metadata.';

/** A value in a delivery, and where it stands. */
export interface Leaf {
  pointer: string;
  value: string;
}

const MOST_LEAVES = 200;

/** Finds every value of the first lead in a delivery; undefined when it is not what it says. */
export function leavesOf(contentType: string, body: string, leads?: string): Leaf[] | undefined {
  const parsed = parse(contentType, body);
  if (parsed === undefined) return undefined;
  let lead = leads ? at(parsed, leads) : parsed;
  if (Array.isArray(lead)) lead = lead[0] as unknown;
  const leaves: Leaf[] = [];
  walk(lead, '', leaves);
  return leaves;
}

function parse(contentType: string, body: string): unknown {
  if (contentType.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** What a JSON Pointer finds. */
export function at(root: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (node, name) =>
        typeof node === 'object' && node !== null
          ? (node as Record<string, unknown>)[name]
          : undefined,
      root,
    );
}

function walk(node: unknown, pointer: string, leaves: Leaf[]) {
  if (leaves.length >= MOST_LEAVES || node === undefined) return;
  if (typeof node === 'object' && node !== null) {
    for (const [name, child] of Object.entries(node)) {
      walk(child, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, leaves);
    }
  } else if (pointer) {
    leaves.push({ pointer, value: node === null ? '' : String(node as string | number | boolean) });
  }
}

/** The key under which a value is kept that is no field of its own. */
export function metadataField(pointer: string): string {
  const last = pointer.split('/').pop() ?? '';
  const key = last.replaceAll('~1', '_').replaceAll('~0', '_').toLowerCase();
  return METADATA + (key.replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '') || 'value');
}

/** One line of the editor: a place in the delivery, or a fixed value where there is none. */
export interface Row {
  id: string;
  pointer?: string;
  value?: string;
  field: string;
  otherwise: string;
}

/** The lines for a delivery and the rules there are; a rule whose place is not there stays. */
export function rowsOf(leaves: Leaf[], rules: MappingRule[]): Row[] {
  const rows: Row[] = leaves.map(({ pointer, value }) => {
    const rule = rules.find((each) => each.pointer === pointer);
    return {
      id: pointer,
      pointer,
      value,
      field: rule?.field ?? '',
      otherwise: rule?.otherwise ?? '',
    };
  });
  rules.forEach((rule, index) => {
    if (!leaves.some((leaf) => leaf.pointer === rule.pointer)) {
      rows.push({
        id: `rule-${index}`,
        pointer: rule.pointer,
        field: rule.field,
        otherwise: rule.otherwise ?? '',
      });
    }
  });
  return rows;
}

/** The rules that the lines say. */
export function rulesOf(rows: Row[]): MappingRule[] {
  return rows
    .filter((row) => row.field !== '' && (row.pointer !== undefined || row.otherwise.trim() !== ''))
    .map((row) => ({
      field: row.field,
      pointer: row.pointer,
      otherwise: row.otherwise.trim() || undefined,
    }));
}

export function mappingOf(rows: Row[], leads: string, keepRest: boolean): LeadMapping | undefined {
  const rules = rulesOf(rows);
  return rules.length > 0 ? { leads: leads.trim() || undefined, rules, keepRest } : undefined;
}
