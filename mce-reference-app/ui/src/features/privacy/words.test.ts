import { describe, expect, it } from 'vitest';
import type { Member } from '@/api/types';
import { channelName, endOfDay, purposeCode, purposeName, recorderName } from './words';

describe('a purpose', () => {
  it('is told in words, also one that nobody foresaw', () => {
    expect(purposeName('MARKETING')).toBe('Marketing');
    expect(purposeName('CALL_BACK_2')).toBe('Call back 2');
  });

  it('becomes a word in capitals, as the server takes it', () => {
    expect(purposeCode('Call back')).toBe('CALL_BACK');
    expect(purposeCode('  Promoções & ofertas! ')).toBe('PROMOCOES_OFERTAS');
    expect(purposeCode('2nd offer')).toBe('ND_OFFER');
    expect(purposeCode('日本')).toBe('');
  });
});

describe('a channel', () => {
  it('is told in words, and every channel too, however it is written', () => {
    expect(channelName('WHATSAPP')).toBe('WhatsApp');
    expect(channelName('CARRIER_PIGEON')).toBe('Carrier pigeon');
    expect(channelName('*')).toBe('All channels');
    expect(channelName('ALL')).toBe('All channels');
  });
});

describe('who recorded a consent', () => {
  const ana = { id: '42', name: 'Ana' } as Member;
  it('is a colleague by name, or what acted', () => {
    expect(recorderName('MEMBER:42', [ana])).toBe('Ana');
    expect(recorderName('MEMBER:43', [ana])).toBe('a former member');
    expect(recorderName('KEY:42-7', [ana])).toBe('a program with an API key');
    expect(recorderName('ROBOT:1', [ana])).toBe('ROBOT');
  });
});

describe('the end of a consent', () => {
  it('is the end of its day', () => {
    expect(new Date(endOfDay('2027-01-31') ?? '').getHours()).toBe(23);
    expect(endOfDay('')).toBeUndefined();
    expect(endOfDay('31/01')).toBeUndefined();
  });
});
