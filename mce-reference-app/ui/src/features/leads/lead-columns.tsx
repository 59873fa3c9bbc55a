import type { CustomField, Lead, Project } from '@/api/types';
import { Link } from 'react-router';
import { showValue } from '@/lib/custom-fields';
import { formatPhone, leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { Badge } from '@/ui/badge';
import type { Column } from '@/ui/data-table';
import { AutomationBadge, LeadStatusBadge } from '@/ui/status-badge';
import { Time } from '@/ui/time';
import { columnName } from './column-chooser';
import { fieldColumn } from './columns';
import type { Sort } from './filters';
import { Score } from './score';

interface LeadColumnsProps {
  narrow: boolean;
  columns: readonly string[];
  fields: readonly CustomField[];
  projects: readonly Project[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  search: string;
}

/** The columns of the list; a field that is gone has none. */
export function leadColumns(props: LeadColumnsProps): Column<Lead>[] {
  const { narrow, columns, fields, projects, sort, onSort, search } = props;
  const link = (lead: Lead) => ({ pathname: routes.lead(lead.id), search });
  const sortable = (label: string, ascending?: Sort, descending?: Sort) => (
    <button
      type="button"
      className="font-medium hover:text-ink"
      onClick={() => {
        const next = sort === descending ? (ascending ?? descending) : (descending ?? ascending);
        if (next) onSort(next);
      }}
    >
      {label}
      {sort === descending && <span aria-hidden> ↓</span>}
      {sort === ascending && <span aria-hidden> ↑</span>}
    </button>
  );
  const direction = (ascending?: Sort, descending?: Sort) =>
    sort === ascending ? 'ascending' : sort === descending ? 'descending' : undefined;

  if (narrow) {
    return [
      {
        id: 'name',
        header: t('leads.name'),
        width: 'minmax(0,1fr)',
        cell: (lead) => (
          <div>
            <div className="flex items-center justify-between gap-2">
              <Link to={link(lead)} tabIndex={-1} className="truncate font-medium">
                {leadName(lead)}
              </Link>
              <Time at={lead.createdAt} className="shrink-0 text-xs text-ink-3" />
            </div>
            <div className="mt-0.5 flex items-center justify-between gap-2">
              <span className="truncate text-[13px] text-ink-2">{lead.source}</span>
              <LeadStatusBadge status={lead.status} />
            </div>
          </div>
        ),
      },
    ];
  }
  const withEmail = columns.includes('email');
  const standard: Column<Lead>[] = [
    {
      id: 'name',
      header: sortable(t('leads.name'), 'name'),
      sort: direction('name'),
      width: 'minmax(10rem,1.6fr)',
      cell: (lead) => (
        <span className="flex items-center gap-2">
          <Link to={link(lead)} tabIndex={-1} className="truncate font-medium hover:underline">
            {lead.name}
          </Link>
          {lead.incomplete && <Badge tone="warn">{t('leads.incomplete')}</Badge>}
        </span>
      ),
    },
    {
      id: 'phone',
      header: t('leads.phone'),
      width: '11rem',
      cell: (lead) => (
        <span className="text-ink-2">
          {formatPhone(lead.phone) || (!withEmail && lead.email) || '–'}
        </span>
      ),
    },
    {
      id: 'source',
      header: t('leads.source'),
      width: 'minmax(8rem,1.2fr)',
      cell: (lead) => <span className="text-ink-2">{lead.source}</span>,
    },
    {
      id: 'status',
      header: t('leads.status'),
      width: '9rem',
      cell: (lead) => <LeadStatusBadge status={lead.status} />,
    },
    {
      id: 'score',
      header: sortable(t('leads.score'), undefined, '-score'),
      sort: direction(undefined, '-score'),
      width: '6.5rem',
      cell: (lead) => <Score value={lead.score} />,
    },
    {
      id: 'automation',
      header: t('leads.automation'),
      width: '8.5rem',
      cell: (lead) =>
        lead.automation.state === 'ACTIVE' ? (
          <span className="text-[13px] text-ink-3">{t('automation.ACTIVE')}</span>
        ) : (
          <AutomationBadge state={lead.automation.state} />
        ),
    },
    {
      id: 'owner',
      header: t('leads.owner'),
      width: 'minmax(7rem,1fr)',
      cell: (lead) => <span className="text-ink-2">{lead.ownerName ?? '–'}</span>,
    },
    {
      id: 'createdAt',
      header: sortable(t('leads.created'), 'createdAt', '-createdAt'),
      sort: direction('createdAt', '-createdAt'),
      width: '6.5rem',
      align: 'end',
      cell: (lead) => <Time at={lead.createdAt} className="text-[13px] text-ink-3" />,
    },
    {
      id: 'email',
      header: columnName('email'),
      width: 'minmax(10rem,1.4fr)',
      cell: (lead) => plain(lead.email),
    },
    {
      id: 'company',
      header: columnName('company'),
      width: 'minmax(8rem,1.2fr)',
      cell: (lead) => plain(lead.company),
    },
    {
      id: 'project',
      header: columnName('project'),
      width: 'minmax(8rem,1.2fr)',
      cell: (lead) => plain(projects.find(({ id }) => id === lead.projectId)?.name),
    },
    {
      id: 'tags',
      header: columnName('tags'),
      width: 'minmax(8rem,1.2fr)',
      cell: (lead) => plain(lead.tags.join(', ')),
    },
    {
      id: 'updatedAt',
      header: columnName('updatedAt'),
      width: '6.5rem',
      align: 'end',
      cell: (lead) => <Time at={lead.updatedAt} className="text-[13px] text-ink-3" />,
    },
    ...fields.map(fieldColumnOf),
  ];
  return columns.flatMap((id) => standard.find((each) => each.id === id) ?? []);
}

const plain = (text: string | undefined) => <span className="text-ink-2">{text || '–'}</span>;

function fieldColumnOf(field: CustomField): Column<Lead> {
  const isAmount = field.type === 'NUMBER' || field.type === 'MONEY';
  return {
    id: fieldColumn(field.id),
    header: field.label,
    width: 'minmax(8rem,1fr)',
    align: isAmount ? 'end' : undefined,
    cell: (lead) => {
      const value = lead.metadata[field.key];
      return plain(value && showValue(field, value));
    },
  };
}
