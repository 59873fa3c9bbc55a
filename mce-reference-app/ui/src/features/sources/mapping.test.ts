import { describe, expect, it } from 'vitest';
import { leavesOf, mappingOf, metadataField, rowsOf } from './mapping';

describe('leavesOf', () => {
  it('finds each value with its JSON Pointer', () => {
    expect(leavesOf('application/json', '{"a":{"b/c":"x","d~e":1},"f":[true,null]}')).toEqual([
      { pointer: '/a/b~1c', value: 'x' },
      { pointer: '/a/d~0e', value: '1' },
      { pointer: '/f/0', value: 'true' },
      { pointer: '/f/1', value: '' },
    ]);
  });

  it('reads a form, and the first lead of a list', () => {
    expect(leavesOf('application/x-www-form-urlencoded', 'your+name=Ana')).toEqual([
      { pointer: '/your name', value: 'Ana' },
    ]);
    expect(leavesOf('application/json', '{"items":[{"n":"Ana"},{"n":"Bo"}]}', '/items')).toEqual([
      { pointer: '/n', value: 'Ana' },
    ]);
  });

  it('says when the text is no delivery', () => {
    expect(leavesOf('application/json', 'hello')).toBeUndefined();
    expect(leavesOf('application/json', '12')).toBeUndefined();
  });
});

describe('rows and rules', () => {
  it('keeps a rule whose place is not in the sample', () => {
    const rows = rowsOf(
      [{ pointer: '/n', value: 'Ana' }],
      [
        { field: 'name', pointer: '/n' },
        { field: 'phone', pointer: '/gone' },
        { field: 'tags', otherwise: 'fair' },
      ],
    );
    expect(mappingOf(rows, '', true)).toEqual({
      leads: undefined,
      keepRest: true,
      rules: [
        { field: 'name', pointer: '/n', otherwise: undefined },
        { field: 'phone', pointer: '/gone', otherwise: undefined },
        { field: 'tags', pointer: undefined, otherwise: 'fair' },
      ],
    });
  });

  it('is no mapping without a rule', () => {
    expect(mappingOf(rowsOf([{ pointer: '/n', value: 'Ana' }], []), '', true)).toBeUndefined();
  });

  it('names metadata after the last part of the pointer', () => {
    expect(metadataField('/form/Your city?')).toBe('metadata.your_city');
    expect(metadataField('/a~1b')).toBe('metadata.a_b');
  });
});
