import { LEAD_STATUSES, ROLES, type LeadStatus, type Role, type StatusRule } from '@/api/types';

/** Who can be named beside the owners, who always may, and the viewers, who change nothing. */
export const NAMED_ROLES: readonly Role[] = ROLES.filter(
  (role) => role !== 'OWNER' && role !== 'VIEWER',
);

/** The statuses from which a lead can come into this one. */
export const beginnings = (to: LeadStatus) => LEAD_STATUSES.filter((each) => each !== to);

const same = (a: StatusRule, b: StatusRule) => a.from === b.from && a.to === b.to;

/** Rules about the same change as one before them, by their place. */
export function doubled(rules: readonly StatusRule[]): Set<number> {
  return new Set(
    rules.flatMap((rule, index) =>
      rules.slice(0, index).some((other) => same(other, rule)) ? [index] : [],
    ),
  );
}

/** The next rule that somebody may want: for a status that none is about. */
export function nextRule(rules: readonly StatusRule[]): StatusRule {
  const wanted: LeadStatus[] = ['CONVERTED', 'LOST', 'QUALIFIED'];
  const to = [...wanted, ...LEAD_STATUSES].find((each) => !rules.some((rule) => rule.to === each));
  return { to: to ?? 'CONVERTED', roles: ['ADMIN', 'MANAGER'] };
}

/** As the server stores it, to tell whether anything was changed. */
export function plain(rules: readonly StatusRule[]): string {
  return JSON.stringify(
    rules.map(({ from, to, roles }) => [
      from ?? '',
      to,
      NAMED_ROLES.filter((role) => roles.includes(role)),
    ]),
  );
}
