import { describe, expect, it } from 'vitest';
import type { MergePolicy } from '@/api/types';
import { changed, rowsOf, strategiesOf, strategyOf } from './merge-policy';

const policy: MergePolicy = {
  fields: { company: 'NEWEST', metadata: 'LONGEST', 'metadata.visits': 'SUM' },
  sameEmail: 'SUGGEST',
  version: 3,
};

describe('a merge policy', () => {
  it('has a row for what every lead has, and for each field with a rule of its own', () => {
    expect(rowsOf(policy)).toEqual([
      'name',
      'company',
      'project',
      'tags',
      'metadata',
      'metadata.visits',
    ]);
  });

  it('says what holds where nothing was chosen', () => {
    expect(strategyOf(policy, 'name')).toBe('OLDEST');
    expect(strategyOf(policy, 'company')).toBe('NEWEST');
    expect(strategyOf(policy, 'tags')).toBe('UNION');
    expect(strategyOf(policy, 'metadata.visits')).toBe('SUM');
    expect(strategyOf(policy, 'metadata.other')).toBe('LONGEST');
  });

  it('offers only what the server takes', () => {
    expect(strategiesOf('project')).not.toContain('LONGEST');
    expect(strategiesOf('tags')).not.toContain('SUM');
    expect(strategiesOf('metadata.visits')).toContain('SUM');
  });

  it('knows whether there is something to save', () => {
    expect(changed(policy, { ...policy, fields: { ...policy.fields, name: 'OLDEST' } })).toBe(
      false,
    );
    expect(changed(policy, { ...policy, fields: { ...policy.fields, name: 'NEWEST' } })).toBe(true);
    expect(changed(policy, { ...policy, sameEmail: 'JOIN' })).toBe(true);
    expect(
      changed(policy, { ...policy, fields: { ...policy.fields, 'metadata.x': 'LONGEST' } }),
    ).toBe(true);
  });
});
