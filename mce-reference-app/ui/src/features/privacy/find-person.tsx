import { Search } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Lead } from '@/api/types';
import { formatPhone, leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { messageOf } from '@/lib/problem';
import { routes } from '@/lib/routes';
import { useDebounced } from '@/lib/use-debounced';
import { Avatar } from '@/ui/avatar';
import { Input } from '@/ui/input';
import { Section } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { usePeople } from './api';
import { EraseButton } from './erase-dialog';
import { ExportButton } from './export-button';

/** Who wrote to ask what is known about them, or to be forgotten, is found here. */
export function FindPerson() {
  const [text, setText] = useState('');
  const wanted = useDebounced(text.trim(), 250);
  return (
    <Section title={t('privacy.find')} description={t('privacy.findText')}>
      <div role="search" className="relative mx-4 mb-4 max-w-md">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3"
        />
        <Input
          type="search"
          aria-label={t('privacy.find')}
          placeholder={t('leads.searchPlaceholder')}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="pl-9"
        />
      </div>
      {wanted.length >= 2 && text.trim() !== '' && <Found wanted={wanted} />}
      <p className="border-t border-line px-4 py-3 text-[13px] text-ink-2">
        {t('privacy.findArchived')}{' '}
        <Link to={routes.archive} className="text-accent-text underline">
          {t('privacy.toArchive')}
        </Link>
      </p>
    </Section>
  );
}

function Found({ wanted }: { wanted: string }) {
  const query = usePeople(wanted);
  const people = query.data?.items ?? [];
  if (query.isPending) {
    return (
      <div role="status" aria-label={t('common.loading')} className="px-4 pb-4">
        <Skeleton className="h-12" />
      </div>
    );
  }
  if (query.isError && !query.data) {
    return (
      <p role="alert" className="px-4 pb-4 text-bad-text">
        {messageOf(query.error)}
      </p>
    );
  }
  return (
    <>
      <p role="status" className={people.length === 0 ? 'px-4 pb-4 text-ink-2' : 'sr-only'}>
        {people.length === 0
          ? t('privacy.nobody', { wanted })
          : t('privacy.people', { count: people.length })}
      </p>
      {people.length > 0 && (
        <ul
          aria-label={t('privacy.foundPeople')}
          className="divide-y divide-line border-t border-line"
        >
          {people.map((lead) => (
            <Person key={lead.id} lead={lead} />
          ))}
        </ul>
      )}
      {query.data?.nextCursor && (
        <p className="border-t border-line px-4 py-2.5 text-[13px] text-ink-3">
          {t('privacy.morePeople')}
        </p>
      )}
    </>
  );
}

function Person({ lead }: { lead: Lead }) {
  const name = leadName(lead);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
      <Avatar name={name} />
      <div className="min-w-48 flex-1">
        <Link to={routes.lead(lead.id)} className="font-medium hover:underline">
          {name}
        </Link>
        <p className="truncate text-[13px] text-ink-2">
          {[formatPhone(lead.phone), lead.email, lead.source].filter(Boolean).join(' · ')}
        </p>
      </div>
      <ExportButton lead={lead} named />
      <EraseButton lead={lead} named />
    </li>
  );
}
