import { en } from '@/lib/i18n/en';

type Entry = keyof typeof en;
type Singular<K> = K extends `${infer Base}_one` ? Base : K extends `${string}_other` ? never : K;

/** The name of a text. Texts with a count have an `_one` and an `_other` form behind one name. */
export type MessageKey = Singular<Entry>;
export type Catalogue = Record<Entry, string>;
export type Parameters = Record<string, string | number>;

export const LANGUAGES = { en: 'English', 'pt-BR': 'Português (Brasil)' } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = 'mce.language';
let catalogue: Catalogue = en;
let language: Language = 'en';
let plurals = new Intl.PluralRules('en');

/** The chosen language, else the first one of the browser's that exists here. */
export function preferredLanguage(): Language {
  const stored = safely(() => localStorage.getItem(KEY));
  if (stored && stored in LANGUAGES) return stored as Language;
  const wanted = typeof navigator === 'undefined' ? [] : navigator.languages;
  for (const tag of wanted) {
    if (tag.startsWith('pt')) return 'pt-BR';
    if (tag.startsWith('en')) return 'en';
  }
  return 'en';
}

export async function setLanguage(next: Language): Promise<void> {
  catalogue = next === 'pt-BR' ? (await import('@/lib/i18n/pt-br')).ptBr : en;
  language = next;
  plurals = new Intl.PluralRules(next);
  if (typeof document !== 'undefined') document.documentElement.lang = next;
}

export function rememberLanguage(next: Language): void {
  safely(() => localStorage.setItem(KEY, next));
}

export function currentLanguage(): Language {
  return language;
}

/**
 * The locale for dates and numbers: the browser's own form of the language of the texts where it
 * has one (en-IN, en-GB), so that a date reads as its owner writes it.
 */
export function locale(): string {
  const wanted = typeof navigator === 'undefined' ? [] : navigator.languages;
  const base = language.slice(0, 2);
  return wanted.find((tag) => tag.startsWith(base)) ?? language;
}

export function has(key: string): key is MessageKey {
  return key in catalogue || `${key}_other` in catalogue;
}

/** The text with its `{parameters}` filled in; `count` chooses the plural form. */
export function t(key: MessageKey, parameters?: Parameters): string {
  const count = parameters?.count;
  const texts = catalogue as Record<string, string>;
  const text =
    typeof count === 'number' && `${key}_other` in texts
      ? (texts[`${key}_${plurals.select(count)}`] ?? texts[`${key}_other`])
      : texts[key];
  if (text === undefined) return key;
  if (!parameters) return text;
  const numbers = new Intl.NumberFormat(locale());
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}

function safely<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
