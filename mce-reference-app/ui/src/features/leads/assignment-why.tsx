import { useQuery } from '@tanstack/react-query';
import type { AssignmentNote, Lead } from '@/api/types';
import { http } from '@/lib/http';
import { formatDateTime } from '@/lib/format';
import { t } from '@/lib/i18n';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/** Why the lead has its owner, or none, in one line. */
export function AssignmentWhy({ lead }: { lead: Lead }) {
  const keys = queryKeys(useOrganizationId());
  const note = useQuery({
    queryKey: keys.leadAssignment(lead.id),
    queryFn: ({ signal }) =>
      http.get<AssignmentNote>(`/api/leads/${encodeURIComponent(lead.id)}/assignment`, {
        signal,
      }),
  }).data;
  if (!note || (note.ownerId ?? '') !== (lead.ownerId ?? '')) return null;
  return (
    <p className="text-[13px] text-ink-3" title={formatDateTime(note.at)}>
      {whyOf(note)}
    </p>
  );
}

function whyOf({ how, rule, insteadOf, by, ownerId }: AssignmentNote): string {
  const who = by ?? t('assignment.why.somebody');
  if (how === 'HAND') {
    return t(ownerId ? 'assignment.why.HAND' : 'assignment.why.HAND.nobody', { who });
  }
  if (how !== 'POLICY') return t(`assignment.why.${how}`);
  const told = rule ? t('assignment.why.rule', { rule }) : t('assignment.why.POLICY');
  return insteadOf ? t('assignment.why.insteadOf', { member: insteadOf }) : told;
}
