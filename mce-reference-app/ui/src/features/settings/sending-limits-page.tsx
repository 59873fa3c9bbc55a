import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ChannelAccount, Page as PageOf, SendingLimits } from '@/api/types';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { queryKeys } from '@/lib/query-keys';
import { routes } from '@/lib/routes';
import { useOrganizationId } from '@/lib/session';
import { useVersionedDraft } from '@/lib/use-versioned-draft';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { ErrorState } from '@/ui/empty-state';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Page, PageHeader, Section } from '@/ui/page';
import { SettingForm } from '@/ui/setting-form';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { CapFields } from './cap-fields';
import { bodyOf, NO_CAP, problemsOf, valuesOf, type LimitValues } from './sending-limits';

/** How much goes out in a day, and how often to one person. */
export function SendingLimitsPage() {
  const keys = queryKeys(useOrganizationId());
  const query = useQuery({
    queryKey: keys.sendingLimits,
    queryFn: ({ signal }) => http.get<SendingLimits>('/api/sending-limits', { signal }),
  });
  return (
    <Page className="max-w-3xl">
      <PageHeader title={t('limits.title')} description={t('limits.text')}>
        <Button asChild>
          <Link to={routes.settings}>{t('nav.settings')}</Link>
        </Button>
      </PageHeader>
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <Skeleton className="h-64" />
      ) : (
        <LimitsForm stored={query.data} />
      )}
    </Page>
  );
}

function LimitsForm({ stored }: { stored: SendingLimits }) {
  const keys = queryKeys(useOrganizationId());
  const manage = useMay('ORGANIZATION_MANAGE');
  const edited = useVersionedDraft(stored, {
    path: '/api/sending-limits',
    queryKey: keys.sendingLimits,
    draftOf: valuesOf,
    bodyOf,
    onSaved: () => toast.done(t('settings.saved')),
  });
  const { base, draft: values, setDraft } = edited;
  const wrong = problemsOf(values);
  const set = (part: Partial<LimitValues>) => setDraft({ ...values, ...part });
  const changed = JSON.stringify(values) !== JSON.stringify(valuesOf(base));

  return (
    <SettingForm edited={edited} manage={manage} changed={changed} wrong={wrong.size > 0}>
      <Section title={t('limits.daily')} description={t('limits.dailyText')}>
        <div className="px-4 pb-4">
          <CapFields
            value={values}
            disabled={!manage}
            wrong={(field) => wrong.has(field)}
            onChange={set}
          />
        </div>
        <Accounts values={values} wrong={wrong} disabled={!manage} onChange={set} />
      </Section>
      <Section title={t('limits.person')} description={t('limits.personText')}>
        <div className="grid gap-4 px-4 pb-4 sm:grid-cols-3">
          <NumberField
            label={t('limits.often')}
            value={values.often}
            most={100}
            wrong={wrong.has('often')}
            disabled={!manage}
            onChange={(often) => set({ often })}
          />
          <NumberField
            label={t('limits.days')}
            value={values.days}
            most={31}
            wrong={wrong.has('days')}
            disabled={!manage}
            onChange={(days) => set({ days })}
          />
          <NumberField
            label={t('limits.between')}
            value={values.between}
            most={3600}
            wrong={wrong.has('between')}
            disabled={!manage}
            onChange={(between) => set({ between })}
          />
        </div>
      </Section>
      <Section title={t('settings.quiet')} description={t('limits.quietText')}>
        <div className="px-4 pb-4">
          <Checkbox
            label={t('limits.answersWait')}
            hint={t('limits.answersWaitHint')}
            disabled={!manage}
            checked={values.answersWait}
            onChange={(event) => set({ answersWait: event.target.checked })}
          />
        </div>
      </Section>
    </SettingForm>
  );
}

interface AccountsProps {
  values: LimitValues;
  wrong: Set<string>;
  disabled: boolean;
  onChange: (part: Partial<LimitValues>) => void;
}

/** Channels, each with a cap of its own or that of all. */
function Accounts({ values, wrong, disabled, onChange }: AccountsProps) {
  const keys = queryKeys(useOrganizationId());
  const channels = useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => http.get<PageOf<ChannelAccount>>('/api/channels', { signal }),
  });
  // Lead sources are accounts, too, and have no channel.
  const carrying = (channels.data?.items ?? []).filter(({ channel }) => channel);
  const own = (id: string, on: boolean) =>
    onChange({
      accounts: on
        ? { ...values.accounts, [id]: NO_CAP }
        : Object.fromEntries(Object.entries(values.accounts).filter(([each]) => each !== id)),
    });
  return (
    <ul aria-label={t('limits.accounts')} className="divide-y divide-line border-t border-line">
      {carrying.map(({ id, name }) => {
        const cap = values.accounts[id];
        return (
          <li key={id} className="flex flex-col gap-3 px-4 py-3">
            <Checkbox
              label={t('limits.own', { name })}
              disabled={disabled}
              checked={!!cap}
              onChange={(event) => own(id, event.target.checked)}
            />
            {cap && (
              <CapFields
                value={cap}
                disabled={disabled}
                wrong={(field) => wrong.has(`${id}.${field}`)}
                onChange={(next) => onChange({ accounts: { ...values.accounts, [id]: next } })}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface NumberFieldProps {
  label: string;
  value: string;
  most: number;
  wrong: boolean;
  disabled: boolean;
  onChange: (value: string) => void;
}

function NumberField({ label, value, most, wrong, disabled, onChange }: NumberFieldProps) {
  return (
    <Field
      label={label}
      error={wrong ? t('limits.number', { most: most.toLocaleString() }) : undefined}
    >
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          disabled={disabled}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
