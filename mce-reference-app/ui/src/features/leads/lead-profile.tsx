import { Pause, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CustomField, Lead } from '@/api/types';
import { missingName, showValue, useActiveFields } from '@/lib/custom-fields';
import { formatDateTime, formatPhone } from '@/lib/format';
import { has, t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/panel';
import { Skeleton } from '@/ui/skeleton';
import { AutomationBadge } from '@/ui/status-badge';
import { useAutomation } from './api';
import { AssignmentWhy } from './assignment-why';
import { OwnerSelect, ProjectSelect } from './quick-change';

interface LeadProfileProps {
  lead: Lead;
  /** Further panels, before the last line. */
  children?: ReactNode;
}

/** Everything known about a lead, in the order in which one asks for it. */
export function LeadProfile({ lead, children }: LeadProfileProps) {
  return (
    <div className="flex flex-col divide-y divide-line">
      <AutomationPanel lead={lead} />
      <Panel title={t('lead.contact')}>
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
        <MissingNotice lead={lead} />
        <OwnerSelect lead={lead} />
        <AssignmentWhy lead={lead} />
        <ProjectSelect lead={lead} />
      </Panel>
      <ScorePanel lead={lead} />
      <TagsPanel lead={lead} />
      <AttributesPanel lead={lead} />
      {children}
      <p className="px-4 py-3 text-xs text-ink-3">
        {t('lead.updated', { at: formatDateTime(lead.updatedAt) })}
      </p>
    </div>
  );
}

/** What the organization wants to know of every lead and does not know of this one. */
function MissingNotice({ lead }: { lead: Lead }) {
  const fields = useActiveFields() ?? [];
  if (!lead.incomplete) return null;
  const names = lead.missing.map((name) => missingName(name, fields));
  return (
    <p className="rounded-md bg-warn-soft px-3 py-2 text-[13px] text-warn-text">
      {t('lead.missing', { names: names.join(', ') })}
    </p>
  );
}

/** Custom fields in their order, with what is not known; then whatever else came with the lead. */
function AttributesPanel({ lead }: { lead: Lead }) {
  const fields = useActiveFields() ?? [];
  const keys = new Set(fields.map(({ key }) => key));
  const others = Object.entries(lead.metadata).filter(([key]) => !keys.has(key));
  if (fields.length === 0 && others.length === 0) return null;
  return (
    <Panel title={t('lead.attributes')}>
      <Facts>
        {fields.map((field) => (
          <Fact key={field.id} label={field.label}>
            <AttributeValue field={field} value={lead.metadata[field.key]} />
          </Fact>
        ))}
        {others.map(([key, value]) => (
          <Fact key={key} label={key}>
            {value}
          </Fact>
        ))}
      </Facts>
    </Panel>
  );
}

function AttributeValue({ field, value }: { field: CustomField; value: string | undefined }) {
  if (!value) return <span className="text-ink-3">–</span>;
  const text = showValue(field, value);
  if (field.type === 'URL' && /^https?:\/\//.test(value)) {
    return (
      <a href={value} target="_blank" rel="noreferrer" className="text-accent-text underline">
        {text}
      </a>
    );
  }
  return field.type === 'PHONE' ? <a href={`tel:${value}`}>{text}</a> : text;
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
    <Panel title={t('leads.automation')} aside={<AutomationBadge state={state} />}>
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
    </Panel>
  );
}

function ScorePanel({ lead }: { lead: Lead }) {
  return (
    <Panel
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
    </Panel>
  );
}

function TagsPanel({ lead }: { lead: Lead }) {
  return (
    <Panel title={t('leads.tags')}>
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
    </Panel>
  );
}

export function ProfileSkeleton() {
  return (
    <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-4 p-4">
      <Skeleton className="h-16" />
      <Skeleton className="h-32" />
      <Skeleton className="h-24" />
    </div>
  );
}
