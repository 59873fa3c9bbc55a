import { WEEKDAYS, type Organization, type Span, type WeekHours } from '@/api/types';
import { locale } from '@/lib/i18n';

/** The settings as the form holds them: each there, none missing. */
export interface SettingsValues {
  name: string;
  defaultRegion: string;
  timeZone: string;
  businessHours: WeekHours;
  quietHours: Span | null;
  languages: string[];
}

export const FIELDS = [
  'name',
  'defaultRegion',
  'timeZone',
  'businessHours',
  'quietHours',
  'languages',
] as const satisfies readonly (keyof SettingsValues)[];

export function valuesOf(organization: Organization): SettingsValues {
  return {
    name: organization.name,
    defaultRegion: organization.defaultRegion,
    timeZone: organization.timeZone,
    businessHours: organization.businessHours ?? {},
    quietHours: organization.quietHours ?? null,
    languages: organization.languages,
  };
}

/** Which settings differ. */
export function differences(one: SettingsValues, other: SettingsValues): (keyof SettingsValues)[] {
  return FIELDS.filter((field) => asText(one, field) !== asText(other, field));
}

function asText(values: SettingsValues, field: keyof SettingsValues): string {
  if (field === 'businessHours') {
    return JSON.stringify(WEEKDAYS.map((day) => values.businessHours[day] ?? []));
  }
  return JSON.stringify(field === 'name' ? values.name.trim() : values[field]);
}

/** What the server is told: only what was changed, so that nothing else is put back. */
export function changeOf(
  values: SettingsValues,
  base: SettingsValues,
): Partial<Record<keyof SettingsValues, unknown>> {
  return Object.fromEntries(
    differences(values, base).map((field) => {
      if (field === 'quietHours') return [field, values.quietHours ?? {}];
      if (field === 'name') return [field, values.name.trim()];
      return [field, values[field]];
    }),
  );
}

// The first of January 2024 was a Monday.
export function dayName(day: (typeof WEEKDAYS)[number], width: 'long' | 'short' = 'long'): string {
  const date = new Date(Date.UTC(2024, 0, 1 + WEEKDAYS.indexOf(day)));
  const name = new Intl.DateTimeFormat(locale(), { weekday: width, timeZone: 'UTC' }).format(date);
  return name.charAt(0).toLocaleUpperCase(locale()) + name.slice(1);
}

export function regionName(code: string): string {
  return `${new Intl.DisplayNames(locale(), { type: 'region' }).of(code) ?? code} (${code})`;
}

export function languageName(tag: string): string {
  const name = new Intl.DisplayNames(locale(), { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(locale()) + name.slice(1);
}

export function zoneLabel(zone: string): string {
  return zone === 'Z' ? 'UTC' : zone.replaceAll('_', ' ');
}

const spanText = ({ from, to }: Span) => `${from}–${to}`;

/** A setting in words; empty where nothing is set. */
export function inWords(values: SettingsValues, field: keyof SettingsValues): string {
  switch (field) {
    case 'name':
      return values.name;
    case 'defaultRegion':
      return regionName(values.defaultRegion);
    case 'timeZone':
      return zoneLabel(values.timeZone);
    case 'businessHours':
      return WEEKDAYS.filter((day) => values.businessHours[day]?.length)
        .map(
          (day) =>
            `${dayName(day, 'short')} ${(values.businessHours[day] ?? []).map(spanText).join(', ')}`,
        )
        .join('; ');
    case 'quietHours':
      return values.quietHours ? spanText(values.quietHours) : '';
    case 'languages':
      return values.languages.map(languageName).join(', ');
  }
}
