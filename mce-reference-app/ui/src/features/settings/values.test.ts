import { describe, expect, it } from 'vitest';
import type { Organization } from '@/api/types';
import { changeOf, differences, inWords, valuesOf } from './values';

const acme: Organization = {
  id: 'o1',
  name: 'Acme',
  defaultRegion: 'BR',
  timeZone: 'America/Sao_Paulo',
  languages: ['pt-BR'],
  version: 3,
};

describe('what is saved', () => {
  const base = valuesOf(acme);

  it('is only what was changed', () => {
    expect(changeOf({ ...base, name: ' Acme ' }, base)).toEqual({});
    expect(changeOf({ ...base, defaultRegion: 'PT', languages: ['pt-BR', 'en'] }, base)).toEqual({
      defaultRegion: 'PT',
      languages: ['pt-BR', 'en'],
    });
  });

  it('is an empty object where hours are taken away', () => {
    const night = { ...base, quietHours: { from: '21:00', to: '08:00' } };
    expect(changeOf(night, base)).toEqual({ quietHours: { from: '21:00', to: '08:00' } });
    expect(changeOf(base, night)).toEqual({ quietHours: {} });
  });

  it('does not count a closed day, nor the order of days, as a change', () => {
    const span = [{ from: '09:00', to: '18:00' }];
    const one = { ...base, businessHours: { MONDAY: span, FRIDAY: span } };
    const other = { ...base, businessHours: { FRIDAY: span, MONDAY: span, SUNDAY: [] } };
    expect(differences(one, other)).toEqual([]);
    expect(differences(one, base)).toEqual(['businessHours']);
  });
});

describe('in words', () => {
  const values = {
    ...valuesOf(acme),
    businessHours: {
      FRIDAY: [{ from: '09:00', to: '12:00' }],
      MONDAY: [
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '18:00' },
      ],
    },
  };

  it('hours stand in the order of the week', () => {
    expect(inWords(values, 'businessHours')).toBe('Mon 09:00–12:00, 13:00–18:00; Fri 09:00–12:00');
  });

  it('codes have names', () => {
    expect(inWords(values, 'defaultRegion')).toBe('Brazil (BR)');
    expect(inWords(values, 'timeZone')).toBe('America/Sao Paulo');
    expect(inWords(values, 'languages')).toBe('Brazilian Portuguese');
    expect(inWords(values, 'quietHours')).toBe('');
  });
});
