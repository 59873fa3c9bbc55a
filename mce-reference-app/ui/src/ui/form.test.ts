import { describe, expect, it } from 'vitest';
import { fieldFor } from '@/ui/form';

describe('the field of an error', () => {
  const fields = ['name', 'steps.0.text', 'steps.1.text'] as const;

  it('is found by its path, however the server writes it', () => {
    expect(fieldFor('steps[1].text', fields)).toBe('steps.1.text');
    expect(fieldFor('name', fields)).toBe('name');
  });

  it('is found by its last part when only one field ends so', () => {
    expect(fieldFor('text', ['name', 'steps.0.text'])).toBe('steps.0.text');
    expect(fieldFor('draft.name', fields)).toBe('name');
  });

  it('is not guessed between several', () => {
    expect(fieldFor('text', fields)).toBeUndefined();
    expect(fieldFor('body', fields)).toBeUndefined();
  });
});
