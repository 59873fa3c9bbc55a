import type { RetentionRule } from '@/api/types';
import { has, t } from '@/lib/i18n';

/** What stands in the form for one kind. */
export interface Draft {
  /** Kept until a person removes it. */
  forGood: boolean;
  /** As typed. */
  days: string;
}

export type Drafts = Record<string, Draft>;

/** While a time is not chosen, the field offers the usual one. */
export function draftsOf(rules: readonly RetentionRule[]): Drafts {
  return Object.fromEntries(
    rules.map((rule) => [
      rule.kind,
      {
        forGood: rule.days === undefined,
        days: String(rule.days ?? rule.defaultDays ?? Math.min(365, rule.maximumDays)),
      },
    ]),
  );
}

/** The days that a draft means: null for good, undefined when it is no number. */
function valueOf({ forGood, days }: Draft): number | null | undefined {
  if (forGood) return null;
  return /^\d{1,6}$/.test(days.trim()) ? Number(days.trim()) : undefined;
}

/** What is wrong with a draft, as a sentence. */
export function problemOf(rule: RetentionRule, draft: Draft | undefined): string | undefined {
  if (rule.fixed || !draft) return undefined;
  const value = valueOf(draft);
  if (value === null) return undefined;
  const fits = value !== undefined && value >= rule.minimumDays && value <= rule.maximumDays;
  return fits ? undefined : t('retention.range', { from: rule.minimumDays, to: rule.maximumDays });
}

/** What would be sent: kinds whose time is another one than now. */
export function changesOf(
  rules: readonly RetentionRule[],
  drafts: Drafts,
): Record<string, number | null> {
  const changes: Record<string, number | null> = {};
  for (const rule of rules) {
    const draft = drafts[rule.kind];
    const value = rule.fixed || !draft ? undefined : valueOf(draft);
    if (value !== undefined && value !== (rule.days ?? null)) changes[rule.kind] = value;
  }
  return changes;
}

/** The kinds of which something may be removed soon that would be kept now. */
export function shortened(
  rules: readonly RetentionRule[],
  changes: Record<string, number | null>,
): string[] {
  return rules
    .filter(({ kind, days }) => {
      const next = changes[kind];
      return typeof next === 'number' && (days === undefined || next < days);
    })
    .map(({ kind }) => kind);
}

/** The kind in words; one of a later version by its code. */
export function kindName(kind: string): string {
  const key = `retention.kind.${kind}`;
  return has(key) ? t(key) : kind;
}

/** What data of this kind is, as a sentence. */
export function kindText(kind: string): string | undefined {
  const key = `retention.text.${kind}`;
  return has(key) ? t(key) : undefined;
}

/** Years where days are hard to read. */
export function span(days: number): string {
  return days >= 365 && days % 365 === 0
    ? t('retention.years', { count: days / 365 })
    : t('delay.days', { count: days });
}
