import { describe, expect, it } from 'vitest';
import type { StatusRule } from '@/api/types';
import { beginnings, doubled, nextRule, plain } from './rules';

const rule = (to: StatusRule['to'], from?: StatusRule['from']): StatusRule => ({
  from,
  to,
  roles: ['MANAGER'],
});

describe('rules about statuses', () => {
  it('lead from another status to this one', () => {
    expect(beginnings('LOST')).not.toContain('LOST');
    expect(beginnings('LOST')).toContain('NEW');
  });

  it('are told apart by both statuses', () => {
    expect(doubled([rule('LOST'), rule('LOST', 'NEW'), rule('CONVERTED')])).toEqual(new Set());
    expect(doubled([rule('LOST'), rule('LOST', 'NEW'), rule('LOST')])).toEqual(new Set([2]));
  });

  it('begin with what is restricted most often', () => {
    expect(nextRule([]).to).toBe('CONVERTED');
    expect(nextRule([rule('CONVERTED')]).to).toBe('LOST');
  });

  it('are the same whether or not the owners are named, who always may', () => {
    const named: StatusRule = { to: 'LOST', roles: ['OWNER', 'MANAGER'] };
    expect(plain([named])).toBe(plain([rule('LOST')]));
    expect(plain([rule('LOST', 'NEW')])).not.toBe(plain([rule('LOST')]));
  });
});
