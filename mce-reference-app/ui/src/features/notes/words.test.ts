import { describe, expect, it } from 'vitest';
import type { NoteActor, TimelineEvent } from '@/api/types';
import { eventSentence, fromInput, toInput } from './words';

const ravi: NoteActor = { kind: 'MEMBER', id: 'm1', name: 'Ravi' };
const members = new Map([['m2', 'Mia']]);
const of = (
  name: string,
  data: Record<string, unknown> = {},
  actor: NoteActor = ravi,
): TimelineEvent => ({ name, actor, data });

describe('an event of the timeline is a sentence', () => {
  it('with what changed and by whom', () => {
    expect(
      eventSentence(of('lead.status-changed', { from: 'NEW', to: 'CONTACTED' }), members),
    ).toBe('Ravi changed the status from New to Contacted');
    expect(eventSentence(of('lead.assigned', { memberId: 'm2' }), members)).toBe(
      'Ravi made Mia the owner',
    );
    expect(eventSentence(of('lead.assigned'), members)).toBe('Ravi took the owner away');
  });

  it('also by somebody who is gone, and of a kind that is not known here', () => {
    const engine = { kind: 'ENGINE', id: 'x' };
    expect(eventSentence(of('lead.captured', { outcome: 'MERGED' }, engine), members)).toContain(
      'came in again',
    );
    expect(eventSentence(of('lead.polished'), members)).toContain('lead.polished');
  });
});

it('a time goes into an input and comes back, to the minute', () => {
  const at = new Date('2026-11-22T09:30:00Z');
  expect(fromInput(toInput(at))).toBe('2026-11-22T09:30:00.000Z');
  expect(fromInput('')).toBeUndefined();
  expect(fromInput('nonsense')).toBeUndefined();
});
