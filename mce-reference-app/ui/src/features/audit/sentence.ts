import type { AuditEntry } from '@/api/types';
import { has, t, type MessageKey } from '@/lib/i18n';
import { routes } from '@/lib/routes';

export interface Part {
  text: string;
  /** It is a name, and stands out. */
  name?: boolean;
  /** The page of what is named. */
  to?: string;
}

/** What members and things are called now, by id. */
export type Names = ReadonlyMap<string, string>;

/** Who did what to whom, in parts that make one sentence. */
export function sentenceOf(entry: AuditEntry, names: Names): Part[] {
  const parts = fill(t(templateOf(entry)), (place) => {
    if (place === 'who') return actorOf(entry, names);
    if (place === 'subject') return subjectOf(entry, names);
    return [{ text: valueOf(entry, place, names) }];
  }).filter(({ text }) => text !== '');
  const [first, ...others] = parts;
  // A name is written as its owner writes it; other words begin with a capital.
  return first && !first.name ? [{ ...first, text: capitalized(first.text) }, ...others] : parts;
}

export function plainSentence(entry: AuditEntry, names: Names): string {
  return sentenceOf(entry, names)
    .map(({ text }) => text)
    .join('');
}

/** Puts parts into the `{places}` of a text; what is put in is not read for places again. */
function fill(template: string, partsOf: (place: string) => Part[]): Part[] {
  return template
    .split(/(\{\w+\})/)
    .flatMap((piece) =>
      /^\{\w+\}$/.test(piece) ? partsOf(piece.slice(1, -1)) : [{ text: piece }],
    );
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

function templateOf(entry: AuditEntry): MessageKey {
  const variant = variantOf(entry);
  if (variant && has(variant)) return variant;
  const key = `audit.event.${entry.name}`;
  return has(key) ? key : 'audit.other';
}

/** The more telling form of a sentence, where the details allow one. */
function variantOf(entry: AuditEntry): string | undefined {
  const { name, details, changes } = entry;
  const [only, ...more] = changes;
  switch (name) {
    case 'security.noted':
      return `audit.security.${text(details.what)}`;
    case 'access.denied': {
      if (details.code === 'NOT_A_MEMBER') return 'audit.denied.outsider';
      const { method, area } = triedOf(entry);
      return area && `audit.denied.${method}`;
    }
    case 'lead.captured':
      return `audit.captured.${text(details.outcome)}`;
    case 'import.status-changed':
      return `audit.import.${text(details.to)}`;
    case 'bulk.ended':
      return `audit.bulk.${text(details.status)}`;
    case 'lead.assigned':
      return details.memberId ? undefined : 'audit.assigned.nobody';
    case 'member.changed':
      if (more.length > 0) return undefined;
      if (only?.field === 'role') return 'audit.changed.role';
      return only?.field === 'active' ? `audit.changed.active.${only.after}` : undefined;
    default:
      return undefined;
  }
}

function actorOf({ actor }: AuditEntry, names: Names): Part[] {
  const named = `audit.who.${actor.kind}.named`;
  const plain = `audit.who.${actor.kind}`;
  const name = actor.name ?? names.get(actor.id);
  if (name && has(named)) return fill(t(named), () => [{ text: name, name: true }]);
  return [{ text: has(plain) ? t(plain) : actor.kind }];
}

function subjectOf({ subject, name: event }: AuditEntry, names: Names): Part[] {
  const { type, id, name = names.get(id) } = subject;
  const named = `audit.subject.${type}.named`;
  const plain = `audit.subject.${type}`;
  if (!name || !has(named)) return [{ text: has(plain) ? t(plain) : type }];
  // What was deleted has no page any more.
  const to = /\.(deleted|erased|purged)$/.test(event) ? undefined : pageOf(type, id);
  return fill(t(named), () => [{ text: name, name: true, to }]);
}

/** Where the subject of a line can be looked at. */
function pageOf(type: string, id: string): string | undefined {
  switch (type) {
    case 'lead':
      return routes.lead(id);
    case 'campaign':
      return routes.campaign(id);
    case 'workflow':
      return routes.workflow(id);
    case 'import':
      return routes.import(id);
    case 'channel':
      return routes.channels;
    case 'member':
      return routes.team;
    case 'api-key':
      return routes.keys;
    case 'project':
      return routes.projects;
    default:
      return undefined;
  }
}

function valueOf(entry: AuditEntry, place: string, names: Names): string {
  const { details } = entry;
  switch (place) {
    case 'event':
      return entry.name.replaceAll(/[.-]/g, ' ');
    case 'area':
      return triedOf(entry).area ?? '';
    case 'member':
      return names.get(text(details.memberId)) ?? t('audit.formerMember');
    case 'role':
      return worded('role', details.role);
    case 'to':
      return worded('status', details.to);
    case 'reason':
      return worded('automation.short', details.reason);
    case 'points':
      return String(details.points);
    default:
      return text(details[place]);
  }
}

function worded(family: 'role' | 'status' | 'automation.short', code: unknown): string {
  const key = `${family}.${text(code)}`;
  return has(key) ? t(key) : text(code);
}

const AREAS: Record<string, MessageKey> = {
  leads: 'nav.leads',
  segments: 'nav.leads',
  views: 'nav.leads',
  conversations: 'nav.conversations',
  campaigns: 'nav.campaigns',
  audiences: 'nav.campaigns',
  workflows: 'nav.workflows',
  imports: 'nav.imports',
  sources: 'nav.sources',
  channels: 'nav.channels',
  sandbox: 'nav.sandbox',
  members: 'nav.team',
  invitations: 'nav.team',
  keys: 'nav.keys',
  audit: 'nav.audit',
  privacy: 'nav.privacy',
  organization: 'nav.settings',
  projects: 'nav.settings',
  setup: 'nav.settings',
  'status-rules': 'nav.settings',
  'sending-limits': 'nav.settings',
  'status-requests': 'nav.approvals',
  deliveries: 'nav.deliveries',
  suppressions: 'nav.deliveries',
  notices: 'notices.title',
  dashboard: 'nav.dashboard',
};

/** What was tried, as far as "PATCH /api/leads/{id}" tells it, and where in the navigation. */
function triedOf({ details }: AuditEntry): { method: string; area?: string } {
  const [, method = '', resource = ''] =
    /^([A-Z]+) \/api\/([a-z-]+)/.exec(text(details.operation)) ?? [];
  const area = AREAS[resource];
  return { method, area: area && t(area) };
}

function capitalized(words: string): string {
  const [first = ''] = words;
  return first.toLocaleUpperCase() + words.slice(first.length);
}

export type Tone = 'refused' | 'warning';

const WARNINGS = new Set([
  'wrong-password',
  'log-in-locked',
  'refresh-token-reused',
  'foreign-organization',
  'wrong-second-factor',
]);

/** Whether a line needs a second look. */
export function toneOf({ name, details }: AuditEntry): Tone | undefined {
  if (name === 'access.denied') return 'refused';
  return name === 'security.noted' && WARNINGS.has(text(details.what)) ? 'warning' : undefined;
}

/** What led to it, and from where it came: what stands below the sentence. */
export function circumstancesOf(entry: AuditEntry): string[] {
  const { details, cause, origin, name } = entry;
  const [kind = ''] = cause?.split(':') ?? [];
  const why = `audit.cause.${kind}`;
  const code = text(details.code);
  const refusal = `audit.refusal.${code}`;
  return [
    name === 'access.denied' && code !== 'NOT_A_MEMBER' && text(details.operation),
    name === 'access.denied' && (has(refusal) ? t(refusal) : code),
    has(why) && t(why),
    origin && t('audit.from', { origin }),
  ].filter((each) => typeof each === 'string' && each !== '') as string[];
}
