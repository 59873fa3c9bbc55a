import { describe, expect, it } from 'vitest';
import { outcomesOf, portions } from './outcomes';

describe('what became of leads', () => {
  it('is sorted by what the server says, with its reasons', () => {
    expect(
      outcomesOf([
        { id: 'a', result: 'DONE' },
        { id: 'b', result: 'REFUSED', reason: 'A contract runs.' },
        { id: 'c', result: 'NOT_FOUND' },
        { id: 'a', result: 'DONE' },
      ]),
    ).toEqual({
      done: ['a'],
      refused: [{ id: 'b', reason: 'A contract runs.' }],
      missing: ['c'],
    });
  });
});

describe('many leads', () => {
  it('are sent in portions, each lead once', () => {
    expect(portions(['a', 'b', 'a', 'c'], 2)).toEqual([['a', 'b'], ['c']]);
    expect(portions([])).toEqual([]);
    const ids = Array.from({ length: 2_001 }, (_, index) => String(index));
    expect(portions(ids).map((portion) => portion.length)).toEqual([1000, 1000, 1]);
  });
});
