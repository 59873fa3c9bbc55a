import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Recipient } from '@/api/types';
import { has, t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { Badge, type Tone } from '@/ui/badge';
import { DataTable, type Column } from '@/ui/data-table';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Select } from '@/ui/input';
import { Section } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { useRecipients } from './api';

const STATES = [
  'QUEUED',
  'SENT',
  'DELIVERED',
  'READ',
  'REPLIED',
  'FAILED',
  'UNKNOWN',
  'OPTED_OUT',
  'SKIPPED',
] as const;

const tones: Partial<Record<string, Tone>> = {
  SENT: 'accent',
  DELIVERED: 'accent',
  READ: 'info',
  REPLIED: 'good',
  FAILED: 'bad',
  UNKNOWN: 'warn',
};

/** The server's word in the reader's language where we have it, else as it came. */
function word(prefix: string, value: string): string {
  const key = `${prefix}.${value}`;
  if (has(key)) return t(key);
  return /^[A-Z_]+$/.test(value)
    ? value.charAt(0) + value.slice(1).toLowerCase().replaceAll('_', ' ')
    : value;
}

interface RecipientsProps {
  campaignId: string;
  steps: number;
}

export function Recipients({ campaignId, steps }: RecipientsProps) {
  const navigate = useNavigate();
  const [state, setState] = useState('');
  const query = useRecipients(campaignId, state, true);
  const recipients = query.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<Recipient>[] = [
    {
      id: 'name',
      header: t('leads.name'),
      width: 'minmax(9rem,1.5fr)',
      cell: (recipient) => (
        <Link
          to={routes.lead(recipient.leadId)}
          tabIndex={-1}
          className="font-medium hover:underline"
        >
          {recipient.leadName || t('lead.unnamed')}
        </Link>
      ),
    },
    {
      id: 'state',
      header: t('recipients.state'),
      width: '8rem',
      cell: (recipient) => (
        <Badge tone={tones[recipient.state]}>{word('recipient', recipient.state)}</Badge>
      ),
    },
    ...(steps > 1
      ? [
          {
            id: 'step',
            header: t('recipients.step'),
            width: '4.5rem',
            cell: (recipient: Recipient) => recipient.step,
          },
        ]
      : []),
    {
      id: 'reason',
      header: t('recipients.reason'),
      width: 'minmax(9rem,2fr)',
      cell: (recipient) => (
        <span className="text-ink-2" title={recipient.reason && word('reason', recipient.reason)}>
          {recipient.reason ? word('reason', recipient.reason) : ''}
        </span>
      ),
    },
    {
      id: 'at',
      header: t('recipients.at'),
      width: '5.5rem',
      align: 'end',
      cell: (recipient) => <Time at={recipient.at} className="text-[13px] text-ink-3" />,
    },
  ];
  return (
    <Section
      title={t('recipients.title')}
      actions={
        <Select
          aria-label={t('recipients.filter')}
          className="h-8 w-auto"
          value={state}
          onChange={(event) => setState(event.target.value)}
        >
          <option value="">{t('recipients.all')}</option>
          {STATES.map((each) => (
            <option key={each} value={each}>
              {t(`recipient.${each}`)}
            </option>
          ))}
        </Select>
      }
      className="h-[32rem] overflow-hidden"
    >
      {query.isPending ? (
        <SkeletonRows rows={6} />
      ) : query.isError && recipients.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : recipients.length === 0 ? (
        <EmptyState
          icon={UsersRound}
          title={state ? t('recipients.noneWithState') : t('recipients.none')}
        />
      ) : (
        <DataTable
          label={t('recipients.title')}
          columns={columns}
          rows={recipients}
          rowKey={(recipient) => `${recipient.leadId} ${recipient.step}`}
          rowHeight={44}
          onOpen={(recipient) => void navigate(routes.lead(recipient.leadId))}
          onEnd={() => {
            if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
          }}
          loadingMore={query.isFetchingNextPage}
          className="border-t border-line"
        />
      )}
    </Section>
  );
}
