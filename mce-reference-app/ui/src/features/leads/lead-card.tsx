import { ArrowLeft, Ellipsis, Merge, Pencil, Trash2, UserX } from 'lucide-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, Navigate, useLocation, useNavigate } from 'react-router';
import type { Lead } from '@/api/types';
import { leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { messageOf, Problem } from '@/lib/problem';
import { routes } from '@/lib/routes';
import { Avatar } from '@/ui/avatar';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/ui/menu';
import { useDocumentTitle } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { useLead } from './api';
import { LeadProfile, ProfileSkeleton } from './lead-profile';
import { MergeHistory } from './merge-history';
import { StatusSelect, type AskFor } from './quick-change';

const LeadEditDialog = lazy(async () => ({
  default: (await import('./lead-edit-dialog')).LeadEditDialog,
}));

const DeleteDialog = lazy(async () => ({
  default: (await import('./delete-dialog')).DeleteDialog,
}));

const MergeDialog = lazy(async () => ({
  default: (await import('./merge-dialog')).MergeDialog,
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
  /** Asks for a status that the person may not give. */
  ask: AskFor;
  /** Further panels below the attributes. */
  panels?: (lead: Lead) => ReactNode;
  /** The conversation, placed beside the attributes. */
  children: (lead: Lead) => ReactNode;
}

/** One lead: who it is, where it stands, what runs for it, and the conversation beside it. */
export function LeadCard({ leadId, back, ask, panels, children }: LeadCardProps) {
  const query = useLead(leadId);
  const lead = query.data;
  useDocumentTitle(lead ? leadName(lead) : t('nav.leads'));

  const gone = query.error instanceof Problem && query.error.status === 404;
  if (gone || (query.isError && !lead)) {
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
  if (lead?.mergedFrom) {
    // An old address; the card says whose it was.
    return (
      <Navigate
        to={{ pathname: routes.lead(lead.id), search: back.search }}
        state={{ mergedFrom: lead.mergedFrom }}
        replace
      />
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
        {lead ? (
          <CardHeader lead={lead} back={back} ask={ask} />
        ) : (
          <Skeleton className="h-6 w-48" />
        )}
      </header>
      <div className="flex min-h-0 flex-1 max-lg:flex-col">
        <div className="w-full shrink-0 overflow-y-auto border-line bg-surface max-lg:max-h-[45%] max-lg:border-b lg:w-72 lg:border-r xl:w-80">
          {lead ? (
            <>
              <MergedNotice />
              <LeadProfile lead={lead}>
                {panels?.(lead)}
                <MergeHistory leadId={lead.id} />
              </LeadProfile>
            </>
          ) : (
            <ProfileSkeleton />
          )}
        </div>
        <div className="min-h-0 min-w-0 flex-1">{lead && children(lead)}</div>
      </div>
    </article>
  );
}

/** For those who came by the address of a lead that was merged into this one. */
function MergedNotice() {
  const state: unknown = useLocation().state;
  if (typeof state !== 'object' || state === null || !('mergedFrom' in state)) return null;
  return (
    <p role="status" className="border-b border-line bg-accent-soft px-4 py-2 text-accent-text">
      {t('merge.redirected')}
    </p>
  );
}

interface CardHeaderProps extends Pick<LeadCardProps, 'back' | 'ask'> {
  lead: Lead;
}

function CardHeader({ lead, back, ask }: CardHeaderProps) {
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const [merging, setMerging] = useState(false);
  const mayDelete = useMay('LEAD_DELETE');
  const mayMerge = useMay('LEAD_WRITE');
  const navigate = useNavigate();

  return (
    <>
      <Avatar name={leadName(lead)} />
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-base leading-tight font-semibold">{leadName(lead)}</h2>
        {lead.company && <p className="truncate text-[13px] text-ink-2">{lead.company}</p>}
      </div>
      <StatusSelect lead={lead} ask={ask} />
      <Button
        size="icon"
        variant="ghost"
        aria-label={t('lead.edit')}
        onClick={() => setEditing(true)}
      >
        <Pencil aria-hidden />
      </Button>
      {(mayDelete || mayMerge) && (
        <Menu>
          <MenuTrigger asChild>
            <Button size="icon" variant="ghost" aria-label={t('lead.more')}>
              <Ellipsis aria-hidden />
            </Button>
          </MenuTrigger>
          <MenuContent align="end">
            {mayMerge && (
              <MenuItem onSelect={() => setMerging(true)}>
                <Merge aria-hidden />
                {t('merge.start')}
              </MenuItem>
            )}
            {mayDelete && (
              <MenuItem className="text-bad-text" onSelect={() => setDeleting(true)}>
                <Trash2 aria-hidden />
                {t('lead.delete')}
              </MenuItem>
            )}
          </MenuContent>
        </Menu>
      )}
      {editing && (
        <Suspense>
          <LeadEditDialog lead={lead} open onOpenChange={setEditing} />
        </Suspense>
      )}
      {merging && (
        <Suspense>
          <MergeDialog
            lead={lead}
            onClose={() => setMerging(false)}
            onMerged={(id) => {
              if (id !== lead.id) void navigate({ ...back, pathname: routes.lead(id) });
            }}
          />
        </Suspense>
      )}
      {deleting && (
        <Suspense>
          <DeleteDialog
            leads={[lead]}
            onClose={() => setDeleting(false)}
            onDeleted={(ids) => {
              if (ids.length > 0) void navigate(back);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/** The attributes alone, for a screen that shows the conversation itself. */
export function LeadSummary({ leadId, ask }: { leadId: string; ask: AskFor }) {
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
        <StatusSelect lead={query.data} ask={ask} className="w-full" />
      </div>
      <LeadProfile lead={query.data} />
    </aside>
  );
}
