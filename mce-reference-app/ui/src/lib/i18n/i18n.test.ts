import { afterEach, describe, expect, it } from 'vitest';
import { en } from '@/lib/i18n/en';
import { ptBr } from '@/lib/i18n/pt-br';
import { has, setLanguage, t, type MessageKey } from '@/lib/i18n';

afterEach(() => setLanguage('en'));

describe('texts', () => {
  it('choose the plural form and write numbers as the reader does', () => {
    expect(t('import.rows', { count: 1 })).toBe('1 row');
    expect(t('import.rows', { count: 12_500 })).toBe('12,500 rows');
  });

  it('leave the variables of a message alone', () => {
    expect(t('workflows.welcomeMessage')).toContain('{{first_name}}');
  });

  it('tell whether a code of the server has words', () => {
    expect(has('status.NEW')).toBe(true);
    expect(has('import.rows')).toBe(true);
    expect(has('status.FROZEN')).toBe(false);
  });

  it('speak Portuguese when asked to', async () => {
    await setLanguage('pt-BR');
    expect(t('import.rows', { count: 1 })).toBe('1 linha');
    expect(t('auth.logIn')).toBe('Entrar');
  });
});

describe('the catalogues', () => {
  it('fill in the same values', () => {
    const places = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect(places(ptBr[key]), key).toEqual(places(en[key]));
    }
  });

  it('have both forms of every text with a count', () => {
    for (const key of Object.keys(en)) {
      if (key.endsWith('_one')) expect(en, key).toHaveProperty([key.replace(/_one$/, '_other')]);
      if (key.endsWith('_other')) expect(en, key).toHaveProperty([key.replace(/_other$/, '_one')]);
    }
  });

  it('are used: no text is left behind when its screen goes', async () => {
    const { readdirSync, readFileSync } = await import('node:fs');
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/i18n\/(en|pt-br)\.ts$/.test(name))
      .map((name) => readFileSync(`src/${name}`, 'utf8'))
      .join('\n');
    // Keys that are put together from a code of the server, by what stands before the code.
    const families = [...sources.matchAll(/`([a-z][\w.]*\.)\$\{/gi)].map((match) => match[1] ?? '');
    const unused = Object.keys(en)
      .map((key) => key.replace(/_(one|other)$/, '') as MessageKey)
      .filter((key) => !sources.includes(`'${key}'`))
      .filter((key) => !families.some((family) => key.startsWith(family)));
    expect(unused).toEqual([]);
  });
});
