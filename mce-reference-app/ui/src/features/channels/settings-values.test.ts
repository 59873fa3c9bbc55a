import { describe, expect, it } from 'vitest';
import type { SettingDescriptor } from '@/api/types';
import { chosenSettings, faultOf, inputsOf, settingsOf } from './settings-values';

const descriptor = (type: SettingDescriptor['type'], required = false): SettingDescriptor => ({
  name: 'it',
  label: 'It',
  type,
  required,
});

describe('settings of a channel', () => {
  const all: SettingDescriptor[] = [
    { name: 'token', label: 'Token', type: 'SECRET', required: true },
    { name: 'rate', label: 'Rate', type: 'INTEGER', required: false, defaultValue: '10' },
    { name: 'live', label: 'Live', type: 'BOOLEAN', required: false, defaultValue: 'true' },
    { name: 'url', label: 'URL', type: 'URI', required: false },
  ];

  it('never put a stored secret into the form, and leave it alone when nothing was typed', () => {
    const inputs = inputsOf(all, { token: 'should not be here', rate: '5', live: 'false' });
    expect(inputs).toEqual({ token: '', rate: '5', live: false, url: '' });
    expect(settingsOf(all, inputs)).toEqual({ rate: '5', live: 'false' });
  });

  it('say so when something was emptied', () => {
    const stored = { rate: '5', url: 'https://example.com', live: 'true' };
    const inputs = { ...inputsOf(all, stored), url: '' };
    expect(settingsOf(all, inputs, stored)).toEqual({ rate: '5', live: 'true', url: '' });
  });

  it('start with the defaults', () => {
    expect(inputsOf(all)).toEqual({ token: '', rate: '10', live: true, url: '' });
  });

  it('need what is required, but not a secret that is already stored', () => {
    expect(faultOf(descriptor('SECRET', true), '', false)).toBe('missing');
    expect(faultOf(descriptor('SECRET', true), '', true)).toBeUndefined();
    expect(faultOf(descriptor('STRING', true), ' ', false)).toBe('missing');
    expect(faultOf(descriptor('STRING'), '', false)).toBeUndefined();
  });

  it('are checked by type', () => {
    expect(faultOf(descriptor('INTEGER'), '1.5', false)).toBe('integer');
    expect(faultOf(descriptor('DECIMAL'), '0.02', false)).toBeUndefined();
    expect(faultOf(descriptor('URI'), 'example', false)).toBe('uri');
    expect(faultOf(descriptor('URI'), 'https://example.com/x', false)).toBeUndefined();
    expect(faultOf(descriptor('DURATION'), '5 seconds', false)).toBe('duration');
    expect(faultOf(descriptor('DURATION'), 'PT', false)).toBe('duration');
    expect(faultOf(descriptor('DURATION'), 'PT0.5S', false)).toBeUndefined();
    expect(faultOf(descriptor('DURATION'), 'P1DT2H', false)).toBeUndefined();
    expect(faultOf(descriptor('DURATION'), '300ms', false)).toBeUndefined();
  });

  it('are shown by their labels where they are not as usual', () => {
    const descriptors: SettingDescriptor[] = [
      { name: 'from', label: 'Sender', type: 'STRING', required: true },
      { name: 'rate', label: 'Rate', type: 'INTEGER', required: false, defaultValue: '10' },
      { name: 'live', label: 'Live', type: 'BOOLEAN', required: false },
    ];
    const stored = { from: '+14155550123', rate: '10', live: 'false', gone: 'x' };
    expect(chosenSettings(descriptors, stored)).toEqual([
      { name: 'from', label: 'Sender', value: '+14155550123' },
    ]);
    expect(chosenSettings(descriptors, { live: 'true' })).toEqual([
      { name: 'live', label: 'Live', value: 'true' },
    ]);
  });
});
