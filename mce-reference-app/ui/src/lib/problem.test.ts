import { afterEach, describe, expect, it } from 'vitest';
import { setLanguage } from '@/lib/i18n';
import { Problem } from '@/lib/problem';

const message = (status: number, code?: string, detail?: string) =>
  new Problem({ status, code, detail }).message;

afterEach(() => setLanguage('en'));

describe('what a refusal says', () => {
  it('is the specific cause where the server names it', () => {
    expect(message(409, 'CONFLICT', 'Another lead has this phone number.')).toBe(
      'Another lead has this phone number.',
    );
  });

  it('is the kind in the language of the reader, with the cause below it', async () => {
    await setLanguage('pt-BR');
    expect(message(409, 'CONFLICT', 'Another lead has this phone number.')).toBe(
      'Isto já está em uso.\nAnother lead has this phone number.',
    );
    expect(message(409, 'CONFLICT')).toBe('Isto já está em uso.');
  });

  it('is in the words of the UI alone where the server only repeats the kind', async () => {
    await setLanguage('pt-BR');
    expect(message(412, 'STALE_VERSION', 'It was changed.')).toMatch(/^Outra pessoa/);
    expect(message(502)).toMatch(/^O servidor/);
  });

  it('is the server’s own sentence for a kind of a later version', () => {
    expect(message(422, 'OUT_OF_CREDIT', 'There is no credit left.')).toBe(
      'There is no credit left.',
    );
  });
});
