import { ArrowLeft, Ellipsis, Pause, Pencil, Play, Trash2, UserX } from 'lucide-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { LEAD_STATUSES, type Lead, type LeadChange } from '@/api/types';
import { cn } from '@/lib/cn';
import { formatDateTime, formatPhone, leadName } from '@/lib/format';
import { has, t } from '@/lib/i18n';
import { useMembers } from '@/lib/members';
import { messageOf, Problem } from '@/lib/problem';
import { routes } from '@/lib/routes';
import { Avatar } from '@/ui/avatar';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Select } from '@/ui/input';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/ui/menu';
import { useDocumentTitle } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { AutomationBadge } from '@/ui/status-badge';
import { toast } from '@/ui/toast';
import { useAutomation, useChangeLead, useDeleteLead, useLead } from './api';

const LeadEditDialog = lazy(async () => ({
  default: (await import('./lead-edit-dialog')).LeadEditDialog,
}));

/** Why nobody can write to this person, as a sentence; absent when one can. */
export function blockedBecause(lead: Lead): string | undefined {
  if (lead.automation.state === 'OPTED_OUT') return t('chat.optedOut', { name: leadName(lead) });
  if (!lead.phone) return t('chat.noPhone', { name: leadName(lead) });
  return undefined;
}

interface LeadCardProps {
  leadId: string;
  /** Where closing the card leads. */
  back: { pathname: string; search?: string };
  /** The conversation, placed beside the attributes. */
  children: (lead: Lead) => ReactNode;
}

/** One lead: who it is, where it stands, what runs for it, and the conversation beside it. */
export function LeadCard({ leadId, back, children }: LeadCardProps) {
  const query = useLead(leadId);
  const lead = query.data;
  useDocumentTitle(lead ? leadName(lead) : t('nav.leads'));

  if (query.isError && !lead) {
    const gone = query.error instanceof Problem && query.error.status === 404;
    return gone ? (
      <EmptyState icon={UserX} title={t('lead.gone')} text={t('lead.goneText')}>
        <Button asChild>
          <Link to={back}>{t('lead.back')}</Link>
        </Button>
      </EmptyState>
    ) : (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return (
    <article
      aria-label={lead ? t('lead.card', { name: leadName(lead) }) : t('common.loading')}
      className="flex h-full min-h-0 flex-col"
    >
      <header className="flex h-14 shrink-0 items-center gap-3 border-b border-line bg-surface px-3">
        <Button variant="ghost" size="iconSm" asChild>
          <Link to={back} aria-label={t('lead.back')}>
            <ArrowLeft aria-hidden />
          </Link>
        </Button>
        {lead ? <CardHeader lead={lead} back={back} /> : <Skeleton className="h-6 w-48" />}
      </header>
      <div className="flex min-h-0 flex-1 max-lg:flex-col">
        <div className="w-full shrink-0 overflow-y-auto border-line bg-surface max-lg:max-h-[45%] max-lg:border-b lg:w-72 lg:border-r xl:w-80">
          {lead ? <LeadProfile lead={lead} /> : <ProfileSkeleton />}
        </div>
        <div className="min-h-0 min-w-0 flex-1">{lead && children(lead)}</div>
      </div>
    </article>
  );
}

function CardHeader({ lead, back }: { lead: Lead; back: LeadCardProps['back'] }) {
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const navigate = useNavigate();
  const remove = useDeleteLead(lead.id);

  const removeLead = async () => {
    try {
      await remove.mutateAsync();
      await navigate(back);
      toast.done(t('lead.deleted', { name: leadName(lead) }));
    } catch {
      // The refusal has been told; the question stays open.
    }
  };

  return (
    <>
      <Avatar name={leadName(lead)} />
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-base leading-tight font-semibold">{leadName(lead)}</h2>
        {lead.company && <p className="truncate text-[13px] text-ink-2">{lead.company}</p>}
      </div>
      <StatusSelect lead={lead} />
      <Button
        size="icon"
        variant="ghost"
        aria-label={t('lead.edit')}
        onClick={() => setEditing(true)}
      >
        <Pencil aria-hidden />
      </Button>
      <Menu>
        <MenuTrigger asChild>
          <Button size="icon" variant="ghost" aria-label={t('lead.more')}>
            <Ellipsis aria-hidden />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem className="text-bad-text" onSelect={() => setDeleting(true)}>
            <Trash2 aria-hidden />
            {t('lead.delete')}
          </MenuItem>
        </MenuContent>
      </Menu>
      {editing && (
        <Suspense>
          <LeadEditDialog lead={lead} open onOpenChange={setEditing} />
        </Suspense>
      )}
      <Confirm
        open={deleting}
        onOpenChange={setDeleting}
        title={t('lead.deleteTitle', { name: leadName(lead) })}
        action={t('lead.delete')}
        danger
        busy={remove.isPending}
        onConfirm={() => void removeLead()}
      >
        <p>{t('lead.deleteText')}</p>
      </Confirm>
    </>
  );
}

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

function StatusSelect({ lead, className }: { lead: Lead; className?: string }) {
  const change = useQuickChange(lead);
  return (
    <Select
      aria-label={t('leads.status')}
      className={cn('w-auto font-medium', className)}
      value={lead.status}
      onChange={(event) => {
        const status = LEAD_STATUSES.find((each) => each === event.target.value);
        if (status) void change({ status });
      }}
    >
      {LEAD_STATUSES.map((status) => (
        <option key={status} value={status}>
          {t(`status.${status}`)}
        </option>
      ))}
    </Select>
  );
}

/** Everything known about a lead, in the order in which one asks for it. */
export function LeadProfile({ lead }: { lead: Lead }) {
  return (
    <div className="flex flex-col divide-y divide-line">
      <AutomationPanel lead={lead} />
      <Group title={t('lead.contact')}>
        <Facts>
          <Fact label={t('leads.phone')}>
            {lead.phone ? <a href={`tel:${lead.phone}`}>{formatPhone(lead.phone)}</a> : null}
          </Fact>
          <Fact label={t('leads.email')}>
            {lead.email ? <a href={`mailto:${lead.email}`}>{lead.email}</a> : null}
          </Fact>
          <Fact label={t('leads.company')}>{lead.company}</Fact>
          <Fact label={t('leads.source')}>{lead.source}</Fact>
          <Fact label={t('lead.created')}>{formatDateTime(lead.createdAt)}</Fact>
        </Facts>
        {lead.incomplete && (
          <p className="rounded-md bg-warn-soft px-3 py-2 text-[13px] text-warn-text">
            {t('lead.incompleteText')}
          </p>
        )}
        <OwnerSelect lead={lead} />
      </Group>
      <ScorePanel lead={lead} />
      <TagsPanel lead={lead} />
      {Object.keys(lead.metadata).length > 0 && (
        <Group title={t('lead.attributes')}>
          <Facts>
            {Object.entries(lead.metadata).map(([key, value]) => (
              <Fact key={key} label={key}>
                {value}
              </Fact>
            ))}
          </Facts>
        </Group>
      )}
      <p className="px-4 py-3 text-xs text-ink-3">
        {t('lead.updated', { at: formatDateTime(lead.updatedAt) })}
      </p>
    </div>
  );
}

function Group({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className="flex flex-col gap-2.5 px-4 py-3.5">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-[13px] font-semibold">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}

function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">{children}</dl>;
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="truncate text-ink-3">{label}</dt>
      <dd className="wrap-anywhere">{children || <span className="text-ink-3">–</span>}</dd>
    </>
  );
}

function AutomationPanel({ lead }: { lead: Lead }) {
  const automation = useAutomation(lead.id);
  const { state, reason } = lead.automation;
  const why = reason ? `automation.why.${reason}` : '';
  return (
    <Group title={t('leads.automation')} aside={<AutomationBadge state={state} />}>
      <p className="text-[13px] text-ink-2">
        {state === 'ACTIVE' || !has(why) ? t(`automation.text.${state}`) : t(why)}
      </p>
      {state === 'ACTIVE' && (
        <Button
          size="sm"
          className="self-start"
          busy={automation.isPending}
          onClick={() => automation.mutate('PAUSE')}
        >
          <Pause aria-hidden />
          {t('automation.pause')}
        </Button>
      )}
      {state === 'PAUSED' && (
        <Button
          size="sm"
          className="self-start"
          busy={automation.isPending}
          onClick={() => automation.mutate('RESUME')}
        >
          <Play aria-hidden />
          {t('automation.resume')}
        </Button>
      )}
    </Group>
  );
}

function OwnerSelect({ lead }: { lead: Lead }) {
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

function ScorePanel({ lead }: { lead: Lead }) {
  return (
    <Group
      title={t('leads.score')}
      aside={<span className="text-lg leading-none font-semibold">{lead.score}</span>}
    >
      {lead.scoreReasons.length === 0 ? (
        <p className="text-[13px] text-ink-2">{t('lead.noScoreReasons')}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {lead.scoreReasons.map((reason, index) => (
            <li key={`${reason.rule} ${index}`} className="flex justify-between gap-3">
              <span className="text-ink-2">{reason.text}</span>
              <span className={reason.points < 0 ? 'text-bad-text' : 'text-good-text'}>
                {reason.points > 0 ? `+${reason.points}` : `−${Math.abs(reason.points)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Group>
  );
}

function TagsPanel({ lead }: { lead: Lead }) {
  return (
    <Group title={t('leads.tags')}>
      {lead.tags.length === 0 ? (
        <p className="text-[13px] text-ink-2">{t('lead.noTags')}</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {lead.tags.map((tag) => (
            <li key={tag}>
              <Link to={`${routes.leads}?tag=${encodeURIComponent(tag)}`}>
                <Badge className="hover:bg-hover">{tag}</Badge>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Group>
  );
}

function ProfileSkeleton() {
  return (
    <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-4 p-4">
      <Skeleton className="h-16" />
      <Skeleton className="h-32" />
      <Skeleton className="h-24" />
    </div>
  );
}

/** The attributes alone, for a screen that shows the conversation itself. */
export function LeadSummary({ leadId }: { leadId: string }) {
  const query = useLead(leadId);
  if (query.isError && !query.data) {
    return <p className="p-4 text-ink-2">{messageOf(query.error)}</p>;
  }
  if (!query.data) return <ProfileSkeleton />;
  return (
    <aside aria-label={t('lead.card', { name: leadName(query.data) })}>
      <div className="flex items-center gap-3 border-b border-line px-4 py-3">
        <Avatar name={leadName(query.data)} className="size-10" />
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold">{leadName(query.data)}</h2>
          <Link to={routes.lead(leadId)} className="text-[13px] text-accent-text underline">
            {t('lead.open')}
          </Link>
        </div>
      </div>
      <div className="border-b border-line px-4 py-3">
        <StatusSelect lead={query.data} className="w-full" />
      </div>
      <LeadProfile lead={query.data} />
    </aside>
  );
}
