import { locale, t } from '@/lib/i18n';

/** Countries whose code has two digits; the one-digit codes are 1 and 7, all others have three. */
const TWO_DIGIT_CODES = new Set(
  (
    '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 ' +
    '60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'
  ).split(' '),
);

/** Groups the digits of an international number the way people of the country write it. */
export function formatPhone(phone: string | undefined): string {
  if (!phone) return '';
  const digits = phone.replace(/[^\d]/g, '');
  if (!phone.startsWith('+') || digits.length < 7) return phone;
  const length = /^[17]/.test(digits) ? 1 : TWO_DIGIT_CODES.has(digits.slice(0, 2)) ? 2 : 3;
  const code = digits.slice(0, length);
  const national = digits.slice(length);
  return `+${code} ${group(code, national)}`;
}

function group(code: string, national: string): string {
  const pattern = (expression: RegExp, shape: string) =>
    expression.test(national) ? national.replace(expression, shape) : undefined;
  const known =
    (code === '1' && pattern(/^(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3')) ||
    (code === '55' && pattern(/^(\d{2})(\d{4,5})(\d{4})$/, '$1 $2-$3')) ||
    (code === '91' && pattern(/^(\d{5})(\d{5})$/, '$1 $2'));
  if (known) return known;
  const head = national.slice(0, national.length - 4);
  const groups = head.match(/\d{1,3}/g) ?? [];
  return [...groups, national.slice(-4)].join(' ');
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${name}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale(), options)));
  return format;
}

export function formatDateTime(at: string | Date): string {
  return dateFormat('full', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

/** To the second, for a record. */
export function formatMoment(at: string | Date): string {
  return dateFormat('moment', { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(at));
}

export function formatTime(at: string | Date): string {
  return dateFormat('time', { timeStyle: 'short' }).format(new Date(at));
}

/** From one moment to another, without saying twice what both share. */
export function formatRange(from: string, to: string): string {
  const format = dateFormat('full', { dateStyle: 'medium', timeStyle: 'short' });
  return format.formatRange(new Date(from), new Date(to));
}

/** A calendar day such as 2026-11-20, which has no time zone. */
export function formatDay(day: string): string {
  return dateFormat('day', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

function sameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}

/** The heading above the messages of one day. */
export function formatDayHeading(at: string, now = new Date()): string {
  const date = new Date(at);
  if (sameDay(date, now)) return t('time.today');
  if (sameDay(date, new Date(now.getTime() - 86_400_000))) return t('time.yesterday');
  return dateFormat('heading', { dateStyle: 'full' }).format(date);
}

/** As short as a list column allows: "now", "5 min", then the time, the weekday, the date. */
export function formatShort(at: string, now = new Date()): string {
  const date = new Date(at);
  const minutes = Math.floor((now.getTime() - date.getTime()) / 60_000);
  if (minutes < 1) return t('time.now');
  if (minutes < 60) return t('time.minutes', { count: minutes });
  if (sameDay(date, now)) return formatTime(date);
  if (sameDay(date, new Date(now.getTime() - 86_400_000))) return t('time.yesterday');
  if (minutes < 6 * 24 * 60) return dateFormat('weekday', { weekday: 'short' }).format(date);
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return dateFormat(`short${year ?? ''}`, { day: 'numeric', month: 'short', year }).format(date);
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

/** A share of 0..1; undefined is "no data yet", which is not 0 %. */
export function formatPercent(share: number | undefined): string {
  if (share === undefined) return '–';
  return new Intl.NumberFormat(locale(), {
    style: 'percent',
    maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0,
  }).format(share);
}

export interface Delay {
  amount: number;
  unit: 'minutes' | 'hours' | 'days';
}

/** Reads the ISO-8601 durations this UI writes, and the others a server may answer. */
export function parseDelay(text: string): Delay {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/.exec(text);
  const [days, hours, minutes, seconds] = [1, 2, 3, 4].map((part) => Number(match?.[part] ?? 0));
  const total =
    (days ?? 0) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0) + Math.ceil((seconds ?? 0) / 60);
  if (total > 0 && total % 1440 === 0) return { amount: total / 1440, unit: 'days' };
  if (total > 0 && total % 60 === 0) return { amount: total / 60, unit: 'hours' };
  return { amount: total, unit: 'minutes' };
}

/** Days are written as hours, which every reader of ISO-8601 durations understands. */
export function writeDelay({ amount, unit }: Delay): string {
  if (amount <= 0) return 'PT0S';
  if (unit === 'minutes') return `PT${amount}M`;
  return `PT${unit === 'days' ? amount * 24 : amount}H`;
}

export function formatDelay(text: string): string {
  const { amount, unit } = parseDelay(text);
  return amount === 0 ? t('delay.none') : t(`delay.${unit}`, { count: amount });
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? '') : '';
  return (first + last).toLocaleUpperCase(locale());
}

/** How a lead is called: its name, else what one reaches it by. */
export function leadName(lead: { name?: string; phone?: string; email?: string }): string {
  return lead.name?.trim() || formatPhone(lead.phone) || lead.email || t('lead.unnamed');
}

/** `America/Sao_Paulo` as people say it: Sao Paulo. `Z` is how the server writes UTC. */
export function zoneName(zone: string): string {
  if (zone === 'Z') return 'UTC';
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
