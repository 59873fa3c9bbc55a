import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '@/api/types';
import { has, setLanguage } from '@/lib/i18n';
import { circumstancesOf, plainSentence, sentenceOf, toneOf } from './sentence';
import { fieldName, formatValue } from './values';

afterEach(() => setLanguage('en'));

const names = new Map([
  ['m2', 'Rita Lima'],
  ['c1', 'Nov Revival'],
]);

function entry(name: string, more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    number: 1,
    at: '2026-11-21T09:00:00Z',
    name,
    subject: { type: 'lead', id: 'l1', name: 'Ana Souza' },
    actor: { kind: 'MEMBER', id: 'm1', name: 'Ravi' },
    details: {},
    changes: [],
    erased: false,
    hash: 'ab',
    ...more,
  };
}

const said = (name: string, more?: Partial<AuditEntry>) => plainSentence(entry(name, more), names);

describe('the sentence of a line', () => {
  it('says who did what, and the name leads to its page', () => {
    expect(sentenceOf(entry('lead.updated'), names)).toEqual([
      { text: 'Ravi', name: true },
      { text: ' changed ' },
      { text: 'the lead ' },
      { text: 'Ana Souza', name: true, to: '/leads/l1' },
    ]);
  });

  it('leads nowhere when there is nothing any more', () => {
    const links = (name: string, more?: Partial<AuditEntry>) =>
      sentenceOf(entry(name, more), names).filter(({ to }) => to);
    expect(links('lead.deleted')).toEqual([]);
    expect(links('lead.updated', { subject: { type: 'lead', id: 'l1' } })).toEqual([]);
  });

  it('begins with a capital, and leaves a name as it is written', () => {
    expect(said('lead.updated', { actor: { kind: 'KEY', id: 'k', name: 'website' } })).toBe(
      'The API key website changed the lead Ana Souza',
    );
    expect(said('lead.updated', { actor: { kind: 'MEMBER', id: 'm', name: 'ravi' } })).toBe(
      'ravi changed the lead Ana Souza',
    );
  });

  it('tells what the details say, in words', () => {
    expect(said('lead.status-changed', { details: { from: 'NEW', to: 'QUALIFIED' } })).toBe(
      'Ravi set the lead Ana Souza to Qualified',
    );
    expect(said('lead.captured', { details: { outcome: 'CREATED', source: 'website' } })).toBe(
      'Ravi added the lead Ana Souza from website',
    );
    expect(said('lead.assigned', { details: { memberId: 'm2' } })).toBe(
      'Ravi made Rita Lima the owner of the lead Ana Souza',
    );
    expect(said('lead.assigned', { details: { memberId: 'm9' } })).toContain('a former member');
    expect(said('lead.assigned')).toBe('Ravi left the lead Ana Souza without an owner');
  });

  it('calls things what they are called now, and leads to them', () => {
    const line = entry('campaign.started', { subject: { type: 'campaign', id: 'c1' } });
    expect(sentenceOf(line, names).at(-1)).toEqual({
      text: 'Nov Revival',
      name: true,
      to: '/campaigns/c1',
    });
    expect(said('campaign.started', { subject: { type: 'campaign', id: 'c9' } })).toBe(
      'Ravi started a campaign',
    );
  });

  it('says of a member what was changed when it is one thing', () => {
    const rita = { type: 'member', id: 'm2', name: 'Rita Lima' };
    const details = { role: 'MANAGER', active: false };
    const role = { field: 'role', before: 'REP', after: 'MANAGER' };
    const active = { field: 'active', before: 'true', after: 'false' };
    const changed = (changes: AuditEntry['changes']) =>
      said('member.changed', { subject: rita, details, changes });
    expect(changed([role])).toBe('Ravi gave Rita Lima the role Manager');
    expect(changed([active])).toBe('Ravi deactivated Rita Lima');
    expect(changed([role, active])).toBe('Ravi changed the membership of Rita Lima');
    expect(changed([])).toBe('Ravi changed the membership of Rita Lima');
  });

  it('keeps what people wrote from being read as a place to fill', () => {
    const details = { outcome: 'CREATED', source: '{who} {subject}' };
    expect(said('lead.captured', { details })).toBe(
      'Ravi added the lead Ana Souza from {who} {subject}',
    );
  });

  it('stays readable for an event of a later version', () => {
    expect(said('deal.stage-changed')).toBe('Ravi: deal stage changed');
    expect(said('deal.won', { actor: { kind: 'ROBOT', id: 'r' } as never })).toBe(
      'ROBOT: deal won',
    );
  });

  it('is told in Portuguese when asked to', async () => {
    await setLanguage('pt-BR');
    expect(said('lead.updated')).toBe('Ravi alterou o lead Ana Souza');
    expect(said('lead.updated', { subject: { type: 'lead', id: 'l1' } })).toBe(
      'Ravi alterou um lead',
    );
  });
});

describe('what was refused, and what concerns security', () => {
  const vera = { kind: 'MEMBER', id: 'm3', name: 'Vera' } as const;
  const denied = (operation: string, code = 'FORBIDDEN') =>
    entry('access.denied', {
      actor: vera,
      subject: { type: 'actor', id: 'member:m3' },
      details: { who: 'member:m3', operation, code },
    });
  const noted = (what: string) => entry('security.noted', { actor: vera, details: { what } });

  it('says what was tried and where, and beneath it what exactly', () => {
    const line = denied('PATCH /api/leads/{id}');
    expect(plainSentence(line, names)).toBe('Vera tried to change something under Leads');
    expect(circumstancesOf({ ...line, origin: '203.0.113.7' })).toEqual([
      'PATCH /api/leads/{id}',
      'the role does not allow it',
      'from 203.0.113.7',
    ]);
    expect(toneOf(line)).toBe('refused');
  });

  it('says what was tried as the server put it when it is unknown here', () => {
    expect(plainSentence(denied('GET /api/deals'), names)).toBe('Vera tried GET /api/deals');
    expect(circumstancesOf(denied('GET /api/deals', 'DEAL_LOCKED'))).toContain('DEAL_LOCKED');
  });

  it('tells of someone who does not belong here', () => {
    const line = {
      ...denied('X-Org-Id', 'NOT_A_MEMBER'),
      actor: { kind: 'SYSTEM', id: 'access' } as const,
    };
    expect(plainSentence(line, names)).toBe(
      'Someone from outside tried to get into this organization',
    );
    expect(circumstancesOf(line)).toEqual(['not a member']);
  });

  it('has words for what happens at the log-in, and shows others as they are', () => {
    expect(plainSentence(noted('wrong-password'), names)).toBe(
      'A wrong password was given for Vera',
    );
    expect(plainSentence(noted('passkey-added'), names)).toBe('Vera: passkey-added');
  });

  it('marks what needs a second look, and not an ordinary log-in', () => {
    expect(toneOf(noted('refresh-token-reused'))).toBe('warning');
    expect(toneOf(noted('log-in'))).toBeUndefined();
    expect(toneOf(entry('lead.updated'))).toBeUndefined();
  });
});

describe('what led to a line', () => {
  it('is told where there are words for it', () => {
    expect(circumstancesOf(entry('lead.captured', { cause: 'import:i1' }))).toEqual([
      'by an import',
    ]);
    expect(circumstancesOf(entry('lead.updated', { cause: 'event:17' }))).toEqual([]);
  });
});

describe('a field before and after', () => {
  it('is shown as everywhere else', () => {
    expect(fieldName('ownerId')).toBe('Owner');
    expect(formatValue('ownerId', 'm2', names)).toBe('Rita Lima');
    expect(formatValue('role', 'REP', names)).toBe('Sales rep');
    expect(formatValue('phone', '+5511912345678', names)).toBe('+55 11 91234-5678');
    expect(formatValue('permissions', 'LEAD_READ, DEAL_READ', names)).toBe('See leads, DEAL_READ');
    expect(formatValue('active', 'false', names)).toBe('No');
    expect(formatValue('company', undefined, names)).toBe('nothing');
  });

  it('of a later version is shown as it is', () => {
    expect(fieldName('stage')).toBe('stage');
    expect(formatValue('stage', 'WON', names)).toBe('WON');
  });
});

it('every event that the trail can hold has words', () => {
  const core = '../../mce-core/src/main/java';
  const events = readdirSync(core, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.java'))
    .flatMap((file) => [...readFileSync(`${core}/${file}`, 'utf8').matchAll(EVENT_NAME)])
    .filter(([, , audited]) => audited !== 'NEVER')
    .map(([, name = '']) => name);
  expect(events).toContain('lead.updated');
  expect(events.filter((name) => !has(`audit.event.${name}`))).toEqual([]);
});

const EVENT_NAME = /@EventName\((?:value = )?"([a-z.-]+)"(?:, audited = Audited\.(\w+))?\)/g;
