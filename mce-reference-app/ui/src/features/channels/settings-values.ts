import type { SettingDescriptor } from '@/api/types';

/** What a form holds: text for everything but switches. */
export type SettingInputs = Record<string, string | boolean>;

/** What the form starts with. A stored secret is never sent back, so its box starts empty. */
export function inputsOf(
  descriptors: SettingDescriptor[],
  stored: Record<string, string> = {},
): SettingInputs {
  const inputs: SettingInputs = {};
  for (const { name, type, defaultValue } of descriptors) {
    if (type === 'SECRET') {
      inputs[name] = '';
      continue;
    }
    const value = stored[name] ?? defaultValue;
    inputs[name] = type === 'BOOLEAN' ? value === 'true' : (value ?? '');
  }
  return inputs;
}

/**
 * What is sent, in text form. An empty box is left out, so that a secret stays as it is and the rest
 * takes its default; emptying what had a value is sent, or it would come back.
 */
export function settingsOf(
  descriptors: SettingDescriptor[],
  inputs: SettingInputs,
  stored: Record<string, string> = {},
): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const { name, type } of descriptors) {
    const value = inputs[name];
    const text = typeof value === 'boolean' ? String(value) : (value ?? '').trim();
    if (text !== '' || (type !== 'SECRET' && stored[name])) settings[name] = text;
  }
  return settings;
}

/** What was chosen for an account: what is stored and not what it would be anyway, by its label. */
export function chosenSettings(
  descriptors: SettingDescriptor[],
  stored: Record<string, string>,
): { name: string; label: string; value: string }[] {
  return descriptors
    .map(({ name, label, type, defaultValue }) => ({
      name,
      label,
      value: stored[name] ?? '',
      usual: defaultValue ?? (type === 'BOOLEAN' ? 'false' : ''),
    }))
    .filter(({ value, usual }) => value !== '' && value !== usual)
    .map(({ name, label, value }) => ({ name, label, value }));
}

export type SettingFault = 'missing' | 'integer' | 'decimal' | 'uri' | 'duration';

/** What is wrong with an input before it is sent; the server has the last word. */
export function faultOf(
  { type, required }: SettingDescriptor,
  input: string | boolean | undefined,
  secretStored: boolean,
): SettingFault | undefined {
  if (typeof input === 'boolean') return undefined;
  const text = input?.trim() ?? '';
  if (text === '') return required && !(type === 'SECRET' && secretStored) ? 'missing' : undefined;
  if (type === 'INTEGER' && !/^-?\d+$/.test(text)) return 'integer';
  if (type === 'DECIMAL' && !/^-?\d+(\.\d+)?$/.test(text)) return 'decimal';
  if (type === 'URI' && !URL.canParse(text)) return 'uri';
  if (type === 'DURATION' && !isDuration(text)) return 'duration';
  return undefined;
}

/** ISO-8601, or a number with ms, s, m, h or d. */
function isDuration(text: string): boolean {
  return (
    /^\d+(ms|s|m|h|d)$/.test(text) ||
    /^P(?=.)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/i.test(text)
  );
}
