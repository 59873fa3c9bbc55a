import { describe, expect, it } from 'vitest';
import type { Project } from '@/api/types';
import { priceOf } from './price';

const project: Project = {
  id: 'p',
  code: 'PALM',
  name: 'Palm Grove',
  currency: 'BRL',
  priceFrom: '250000',
  priceTo: '400000.5',
  configurations: [],
  facts: [],
  active: true,
  version: 1,
};

describe('the price of a project', () => {
  it('is a range in its currency', () => {
    expect(priceOf(project)).toBe('R$250,000 – R$400,000.5');
  });

  it('is one amount where there is one, and nothing where there is none', () => {
    expect(priceOf({ ...project, priceTo: undefined })).toBe('R$250,000');
    expect(priceOf({ ...project, priceTo: '250000' })).toBe('R$250,000');
    expect(priceOf({ ...project, currency: undefined })).toBe('');
  });
});
