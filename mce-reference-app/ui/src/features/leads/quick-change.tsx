import { useState, type ReactNode } from 'react';
import { LEAD_STATUSES, type Lead, type LeadChange, type LeadStatus } from '@/api/types';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';
import { useMembers } from '@/lib/members';
import { Problem } from '@/lib/problem';
import { useProjects } from '@/lib/projects';
import { useMustAsk } from '@/lib/status-rules';
import { Select } from '@/ui/input';
import { toast } from '@/ui/toast';
import { useChangeLead } from './api';

/** A change of one field: shown at once; refused because of someone else, theirs is shown and said. */
function useQuickChange(lead: Lead) {
  const change = useChangeLead(lead.id);
  return async (what: LeadChange) => {
    try {
      await change.mutateAsync({ change: what });
    } catch (error) {
      if (error instanceof Problem && error.isConflict) toast.warn(t('lead.conflict'));
      else toast.problem(error);
    }
  };
}

/** Asks for a status that the person may not give. */
export type AskFor = (lead: Lead, to: LeadStatus, close: () => void) => ReactNode;

interface StatusSelectProps {
  lead: Lead;
  ask: AskFor;
  className?: string;
}

export function StatusSelect({ lead, ask, className }: StatusSelectProps) {
  const change = useQuickChange(lead);
  const mustAsk = useMustAsk();
  const [asking, setAsking] = useState<LeadStatus>();
  return (
    <>
      <Select
        aria-label={t('leads.status')}
        className={cn('w-auto font-medium', className)}
        value={lead.status}
        onChange={(event) => {
          const status = LEAD_STATUSES.find((each) => each === event.target.value);
          if (!status) return;
          if (mustAsk(lead.status, status)) setAsking(status);
          else void change({ status });
        }}
      >
        {LEAD_STATUSES.map((status) => (
          <option key={status} value={status}>
            {mustAsk(lead.status, status)
              ? t('approval.option', { status: t(`status.${status}`) })
              : t(`status.${status}`)}
          </option>
        ))}
      </Select>
      {asking && ask(lead, asking, () => setAsking(undefined))}
    </>
  );
}

/** Only where something is sold. */
export function ProjectSelect({ lead }: { lead: Lead }) {
  const projects = useProjects();
  const change = useQuickChange(lead);
  // What is no longer offered stays with the leads that have it.
  const options = (projects.data?.items ?? []).filter(
    (project) => project.active || project.id === lead.projectId,
  );
  if (options.length === 0) return null;
  return (
    <label className="grid grid-cols-[5rem_minmax(0,1fr)] items-center gap-x-3">
      <span className="text-ink-3">{t('leads.project')}</span>
      <Select
        className="h-8"
        value={lead.projectId ?? ''}
        onChange={(event) => void change({ projectId: event.target.value })}
      >
        <option value="">{t('lead.noProject')}</option>
        {options.map((project) => (
          <option key={project.id} value={project.id}>
            {project.name}
          </option>
        ))}
      </Select>
    </label>
  );
}

export function OwnerSelect({ lead }: { lead: Lead }) {
  const members = useMembers();
  const change = useQuickChange(lead);
  // Who left keeps their leads, but gets no more.
  const options = (members.data?.items ?? []).filter(
    (member) => member.active || member.id === lead.ownerId,
  );
  const missing = lead.ownerId && !options.some((member) => member.id === lead.ownerId);
  return (
    <label className="grid grid-cols-[5rem_minmax(0,1fr)] items-center gap-x-3">
      <span className="text-ink-3">{t('leads.owner')}</span>
      <Select
        className="h-8"
        value={lead.ownerId ?? ''}
        onChange={(event) => void change({ ownerId: event.target.value })}
      >
        <option value="">{t('lead.noOwner')}</option>
        {missing && (
          <option value={lead.ownerId}>{lead.ownerName ?? t('lead.formerMember')}</option>
        )}
        {options.map((member) => (
          <option key={member.id} value={member.id}>
            {member.name}
          </option>
        ))}
      </Select>
    </label>
  );
}
