import { describe, expect, it } from 'vitest';
import type { BulkChange } from '@/api/types';
import { inWords, isUndoable, reasonOf, resultOf } from './words';

const change: BulkChange = {
  id: 'b1',
  action: 'STATUS',
  what: { status: 'QUALIFIED' },
  status: 'COMPLETED',
  total: 500,
  processed: 500,
  done: 480,
  unchanged: 15,
  failed: 5,
  undoableUntil: '2026-02-01T00:00:00Z',
  startedBy: { kind: 'MEMBER', id: 'm1', name: 'Sarah' },
  createdAt: '2026-01-01T00:00:00Z',
  finishedAt: '2026-01-02T00:00:00Z',
};

describe('a change of many leads', () => {
  it('says what it does', () => {
    expect(inWords(change)).toBe('Status: Qualified');
    expect(inWords({ action: 'OWNER', what: { ownerId: 'm', ownerName: 'Ana' } })).toBe(
      'Owner: Ana',
    );
    expect(inWords({ action: 'OWNER', what: {} })).toBe('No owner');
    expect(inWords({ action: 'TAGS', what: { addTags: ['vip'], removeTags: ['old'] } })).toBe(
      '+ vip, − old',
    );
    expect(inWords({ action: 'COMPANY', what: {} })).toBe('No company');
    expect(inWords({ action: 'PROJECT', what: {} })).toBe('No project');
    expect(inWords({ action: 'METADATA', what: { key: 'city', value: 'Pune' } })).toBe(
      'city: Pune',
    );
  });

  it('counts what became of the leads, and leaves out what there is none of', () => {
    expect(resultOf(change)).toBe(
      '480 leads changed, 15 were like that before, 5 could not be changed',
    );
    expect(resultOf({ ...change, done: 1, unchanged: 0, failed: 0 })).toBe('1 lead changed');
  });

  it('can be undone while there is time and nobody has', () => {
    const during = Date.parse('2026-01-15T00:00:00Z');
    expect(isUndoable(change, during)).toBe(true);
    expect(isUndoable(change, Date.parse('2026-02-02T00:00:00Z'))).toBe(false);
    expect(isUndoable({ ...change, undoneBy: 'b2' }, during)).toBe(false);
    expect(isUndoable({ ...change, status: 'RUNNING' }, during)).toBe(false);
    expect(isUndoable({ ...change, undoableUntil: undefined }, during)).toBe(false);
  });

  it('names the fields that an undo left', () => {
    const failure = {
      leadId: 'l',
      name: 'Ana',
      problem: 'KEPT',
      detail: 'company,status',
    } as const;
    expect(reasonOf(failure)).toBe('Changed by someone since, and left so: company, status');
    expect(reasonOf({ ...failure, problem: 'GONE' })).toBe(
      'Was deleted, or merged into another lead',
    );
    expect(reasonOf({ ...failure, problem: 'REFUSED', detail: 'Too many.' })).toBe('Too many.');
  });
});
