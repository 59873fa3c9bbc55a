import { ChevronDown, Users } from 'lucide-react';
import { LEAD_STATUSES, type Audience } from '@/api/types';
import { t } from '@/lib/i18n';
import { useKnownSources } from '@/lib/known-sources';
import { messageOf } from '@/lib/problem';
import { useSegments } from '@/lib/segments';
import { useDebounced } from '@/lib/use-debounced';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Select } from '@/ui/input';
import { Menu, MenuCheckbox, MenuContent, MenuTrigger } from '@/ui/menu';
import { Skeleton } from '@/ui/skeleton';
import { TagsInput } from '@/ui/tags-input';
import { compact, useAudienceCount } from './api';
import { leftOutText } from './left-out';

interface AudiencePickerProps {
  value: Audience;
  onChange: (audience: Audience) => void;
}

/** Who gets the campaign, with the number of people it is right now. */
export function AudiencePicker({ value, onChange }: AudiencePickerProps) {
  const sources = useKnownSources();
  const segments = useSegments();
  const toggle = <T extends string>(list: T[] | undefined, entry: T): T[] =>
    list?.includes(entry) ? list.filter((each) => each !== entry) : [...(list ?? []), entry];
  const allSources = [...new Set([...sources, ...(value.sources ?? [])])];

  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={t('leads.status')}>
          {(control) => (
            <Menu>
              <MenuTrigger asChild>
                <Button {...control} className="w-full justify-between font-normal">
                  <span className="truncate">
                    {value.statuses?.length
                      ? value.statuses.map((status) => t(`status.${status}`)).join(', ')
                      : t('leads.anyStatus')}
                  </span>
                  <ChevronDown aria-hidden />
                </Button>
              </MenuTrigger>
              <MenuContent>
                {LEAD_STATUSES.map((status) => (
                  <MenuCheckbox
                    key={status}
                    checked={value.statuses?.includes(status) ?? false}
                    onCheckedChange={() =>
                      onChange({ ...value, statuses: toggle(value.statuses, status) })
                    }
                  >
                    {t(`status.${status}`)}
                  </MenuCheckbox>
                ))}
              </MenuContent>
            </Menu>
          )}
        </Field>
        <Field label={t('leads.source')}>
          {(control) => (
            <Menu>
              <MenuTrigger asChild>
                <Button {...control} className="w-full justify-between font-normal">
                  <span className="truncate">
                    {value.sources?.length ? value.sources.join(', ') : t('leads.anySource')}
                  </span>
                  <ChevronDown aria-hidden />
                </Button>
              </MenuTrigger>
              <MenuContent>
                {allSources.length === 0 && (
                  <p className="px-2 py-1.5 text-ink-3">{t('audience.noSources')}</p>
                )}
                {allSources.map((source) => (
                  <MenuCheckbox
                    key={source}
                    checked={value.sources?.includes(source) ?? false}
                    onCheckedChange={() =>
                      onChange({ ...value, sources: toggle(value.sources, source) })
                    }
                  >
                    {source}
                  </MenuCheckbox>
                ))}
              </MenuContent>
            </Menu>
          )}
        </Field>
        <Field label={t('leads.tags')}>
          {({ id }) => (
            <TagsInput
              id={id}
              value={value.tags ?? []}
              onChange={(tags) => onChange({ ...value, tags })}
              placeholder={t('audience.anyTag')}
            />
          )}
        </Field>
      </div>
      <Field label={t('segment.title')} hint={t('audience.segmentHint')}>
        {(control) => (
          <Select
            {...control}
            value={value.segmentId ?? ''}
            onChange={(event) => onChange({ ...value, segmentId: event.target.value || undefined })}
          >
            <option value="">{t('segment.any')}</option>
            {segments.map((segment) => (
              <option key={segment.id} value={segment.id}>
                {segment.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Count audience={value} />
    </div>
  );
}

function Count({ audience }: { audience: Audience }) {
  const settled = useDebounced(JSON.stringify(compact(audience) ?? {}), 200);
  const query = useAudienceCount(compact(JSON.parse(settled) as Audience));
  const leftOut = leftOutText(query.data?.leftOut);
  return (
    <div
      role="status"
      className="flex items-center gap-2.5 rounded-lg bg-accent-soft px-3.5 py-2.5 text-accent-text"
    >
      <Users className="size-4 shrink-0" aria-hidden />
      {query.data ? (
        <p>
          <span className="font-semibold">{t('audience.count', { count: query.data.count })}</span>{' '}
          {leftOut && t('audience.leftOut', { list: leftOut })}
        </p>
      ) : query.error ? (
        <p>{messageOf(query.error)}</p>
      ) : (
        <Skeleton className="h-4 w-48" />
      )}
    </div>
  );
}
