import { describe, expect, it } from 'vitest';
import {
  countLeaves,
  fromDefinition,
  isComplete,
  newLeaf,
  readDefinition,
  toDefinition,
  withFilters,
  CONDITION_KINDS,
  type Group,
} from './conditions';

const group: Group = {
  kind: 'all',
  of: [
    newLeaf('score'),
    { kind: 'none', of: [newLeaf('phone')] },
    { kind: 'any', of: [newLeaf('status'), newLeaf('activity')] },
  ],
};

describe('conditions', () => {
  it('are the same after a way to the server and back', () => {
    expect(toDefinition(group)).toEqual({
      version: 1,
      all: [
        { score: { min: 50 } },
        { not: { any: [{ phone: { known: true } }] } },
        {
          any: [
            { status: { in: ['NEW'] } },
            { activity: { kind: 'RECEIVED', never: true, days: 14 } },
          ],
        },
      ],
    });
    expect(fromDefinition(toDefinition(group))).toEqual(group);
    expect(countLeaves(group)).toBe(4);
  });

  it('show a single condition, and one that is turned around, as a group', () => {
    expect(fromDefinition({ version: 1, not: { score: { min: 5 } } })).toEqual({
      kind: 'none',
      of: [{ kind: 'score', parts: { min: 5 } }],
    });
  });

  it('show an empty field as it was chosen', () => {
    const empty = { kind: 'field', parts: { id: '7', type: 'TEXT', filled: false } } as const;
    const filled = { ...empty.parts, filled: true };
    expect(fromDefinition({ version: 1, not: { field: filled } })).toEqual({
      kind: 'all',
      of: [empty],
    });
    expect(toDefinition({ kind: 'all', of: [empty] })).toEqual({
      version: 1,
      all: [{ field: empty.parts }],
    });
  });

  it('are complete when everything is filled in', () => {
    const complete = CONDITION_KINDS.filter((kind) => isComplete(newLeaf(kind)));
    expect(CONDITION_KINDS.filter((kind) => !complete.includes(kind))).toEqual([
      'source',
      'tags',
      'name',
      'company',
    ]);
    expect(isComplete({ kind: 'all', of: [newLeaf('name')] })).toBe(false);
  });

  it('are read from an address, or not at all', () => {
    expect(readDefinition('{"version":1,"all":[]}')).toEqual({ version: 1, all: [] });
    expect(readDefinition('{"all"')).toBeUndefined();
    expect(readDefinition('7')).toBeUndefined();
    expect(readDefinition(null)).toBeUndefined();
  });

  it('go together with the filter bar', () => {
    const definition = { version: 1, any: [] };
    expect(withFilters(definition, { sort: 'name' })).toBe(definition);
    expect(
      withFilters(definition, { sort: 'name', status: 'NEW', minScore: 20, project: 'p' }),
    ).toEqual({
      version: 1,
      all: [
        { any: [] },
        { status: { in: ['NEW'] } },
        { score: { min: 20 } },
        { project: { in: ['p'] } },
      ],
    });
  });
});
