import { describe, expect, it } from 'vitest';
import { idempotencyKeys } from '@/lib/idempotency';
import { Problem } from '@/lib/problem';

const draft = { name: 'Ana', tags: ['vip'] };

describe('the key of a request', () => {
  it.each([
    ['the server cannot be reached', new Problem({ status: 0, code: 'NETWORK' })],
    ['the server fails', new Problem({ status: 503 })],
    ['the answer breaks off', new TypeError('network error')],
    ['the first try is still under way', new Problem({ status: 409, code: 'IN_PROGRESS' })],
  ])('stays when %s', (_, error) => {
    const keys = idempotencyKeys();
    const first = keys.keyFor(draft);
    keys.failed(error);
    expect(keys.keyFor({ ...draft })).toBe(first);
  });

  it('is another one after a refusal', () => {
    const keys = idempotencyKeys();
    const first = keys.keyFor(draft);
    keys.failed(new Problem({ status: 409, code: 'CONFLICT' }));
    expect(keys.keyFor(draft)).not.toBe(first);
  });

  it('is another one for other content', () => {
    const keys = idempotencyKeys();
    const first = keys.keyFor(draft);
    keys.failed(new Problem({ status: 0, code: 'NETWORK' }));
    expect(keys.keyFor({ ...draft, name: 'Anna' })).not.toBe(first);
  });
});
