import { describe, expect, it } from 'vitest';
import { renderTemplate, templateProblem, valuesOfLead } from '@/lib/message-template';

describe('message templates', () => {
  it('fill in what the lead has', () => {
    const values = valuesOfLead({
      name: 'Ana Souza',
      source: 'website',
      metadata: { city: 'Recife' },
    });
    expect(renderTemplate('Hi {{first_name}} of {{ custom.city }}{{company}}!', values)).toBe(
      'Hi Ana of Recife!',
    );
  });

  it('accept every variable there is', () => {
    expect(templateProblem('Hi {{lead_name}}, {{custom.plan-b}} for {{company}}?')).toBeUndefined();
  });

  it('name the variable that was probably meant', () => {
    expect(templateProblem('Hi {{name}}')).toEqual({
      found: '{{name}}',
      suggestion: '{{lead_name}}',
    });
    expect(templateProblem('{{fone}}')?.suggestion).toBe('{{phone}}');
    expect(templateProblem('{{compny}}')?.suggestion).toBe('{{company}}');
    expect(templateProblem('{{firstname}}')?.suggestion).toBe('{{first_name}}');
  });

  it('see single braces', () => {
    expect(templateProblem('Hi {name}, long time')).toEqual({
      found: '{name}',
      suggestion: '{{lead_name}}',
    });
    expect(templateProblem('an { open brace')).toBeUndefined();
  });
});
