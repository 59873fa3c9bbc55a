import { describe, expect, it } from 'vitest';
import { safeReturn } from '@/lib/routes';

describe('the page after log-in', () => {
  it.each([
    ['/leads/1?status=NEW', '/leads/1?status=NEW'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['javascript:alert(1)', '/'],
    [null, '/'],
  ])('%s leads to %s', (next, place) => {
    expect(safeReturn(next)).toBe(place);
  });
});
