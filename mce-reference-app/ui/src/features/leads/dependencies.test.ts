import { describe, expect, it } from 'vitest';
import { inWords } from './dependencies';

const of = (counts: Record<string, number>) => ({ counts, objections: [], deletable: true });

describe('what hangs on leads', () => {
  it('is told in words: what ends apart from what is kept', () => {
    expect(inWords([of({ messages: 12, conversations: 1, openSends: 1, consents: 0 })])).toEqual({
      ends: ['1 message waiting to be sent'],
      stays: ['1 conversation', '12 messages'],
    });
  });

  it('is summed up over several', () => {
    expect(
      inWords([of({ messages: 1, runningCampaigns: 1 }), of({ messages: 1_200 }), of({})]),
    ).toEqual({ ends: ['1 place in a running campaign'], stays: ['1,201 messages'] });
  });

  it('is not kept quiet when this version has no words for it', () => {
    expect(inWords([of({ deals: 2 })]).stays).toEqual(['2 deals']);
  });

  it('is nothing for a lead that nobody wrote to', () => {
    expect(inWords([of({})])).toEqual({ ends: [], stays: [] });
  });
});
