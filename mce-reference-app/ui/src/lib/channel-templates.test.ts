import { describe, expect, it } from 'vitest';
import type { ChannelTemplate } from '@/api/types';
import { fillTemplate, missingValues, suggestedValues, variablesOf } from './channel-templates';

const template = (body: string, parameters: string[]): ChannelTemplate => ({
  name: 'order',
  language: 'en',
  body,
  parameters,
  state: 'APPROVED',
});

describe('a template with its values', () => {
  it('is filled in once, and a value is never read as a variable', () => {
    const order = template('Hi {{1}}, {{ 2 }} for {{1}}', ['1', '2']);
    expect(fillTemplate(order, { 1: '{{2}}', 2: ' two\n words ' })).toBe(
      'Hi {{2}}, two words for {{2}}',
    );
  });

  it('shows what is still missing as it is written', () => {
    const order = template('Hi {{first_name}}, {{2}}', ['first_name', '2', 'header.image']);
    const values = { first_name: 'Ana', '2': '  ' };
    expect(fillTemplate(order, values)).toBe('Hi Ana, {{2}}');
    expect(missingValues(order, values)).toEqual(['2', 'header.image']);
  });

  it('is called by its name where the carrier keeps the text to itself', () => {
    expect(fillTemplate(template('', []), {})).toBe('[order]');
  });

  it('knows the lead where the variables have names', () => {
    expect(suggestedValues(template('', ['first_name', 'name', '1']), ' Ana Souza ')).toEqual({
      first_name: 'Ana',
      name: 'Ana Souza',
      '1': '',
    });
  });

  it('has each variable once', () => {
    expect(variablesOf('{{1}} {{b}} {{ 1 }} {c}')).toEqual(['1', 'b']);
  });
});
