import { describe, expect, it } from 'vitest';
import { choicesFor, customKey, delimiterName } from './fields';

describe('an extra field', () => {
  it('is called as the server calls it', () => {
    expect(customKey('Orçamento (R$)')).toBe('custom.orcamento_r');
    expect(customKey(' Site  Visit ')).toBe('custom.site_visit');
    expect(customKey('बजट')).toBe('custom.बजट');
    expect(customKey('***')).toBe('custom.extra');
  });

  it('is always among the choices, under its present name', () => {
    const guessed = choicesFor({ header: 'Budget', target: 'custom.budget', samples: [] });
    expect(guessed.map(({ value }) => value)).toContain('custom.budget');
    const taken = choicesFor({ header: 'Budget', target: 'company', samples: [] });
    expect(taken.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['custom.budget', 'company', 'ignore']),
    );
  });
});

it('a delimiter is told in words', () => {
  expect(delimiterName('\t')).toBe('tabs');
  expect(delimiterName('^')).toBe('^');
});
