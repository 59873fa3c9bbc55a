import { describe, expect, it } from 'vitest';
import type { Page } from '@/api/types';
import { pageJoiner } from './joined-pages';

type Item = { id: string; name?: string };

const page = (...ids: string[]): Page<Item> => ({ items: ids.map((id) => ({ id })) });
const joiner = (asked: string[] = []) =>
  pageJoiner<Item>((item) => {
    asked.push(item.id);
    return item.id;
  });
const ids = (items: Item[]) => items.map(({ id }) => id).join('');

describe('pages of a list', () => {
  it('are put together, each item once', () => {
    expect(ids(joiner()([page('a', 'b'), page('b', 'c'), page('c')]))).toBe('abc');
  });

  it('that were there before are not looked at again', () => {
    const asked: string[] = [];
    const join = joiner(asked);
    const first = page('a', 'b');
    const before = join([first]);
    expect(ids(join([first, page('b', 'c')]))).toBe('abc');
    expect(asked.join('')).toBe('abbc');
    expect(ids(before)).toBe('ab');
  });

  it('give the same list for the same pages', () => {
    const join = joiner();
    const pages = [page('a'), page('b')];
    expect(join([...pages])).toBe(join([...pages]));
  });

  it('that changed, or are fewer, are put together anew', () => {
    const join = joiner();
    const [a, b, c] = [page('a'), page('b'), page('c')];
    join([a, b, c]);
    const changed = { items: [{ id: 'b', name: 'Bea' }] };
    expect(join([a, changed, c])[1]?.name).toBe('Bea');
    expect(ids(join([a]))).toBe('a');
    expect(ids(join([]))).toBe('');
  });
});
