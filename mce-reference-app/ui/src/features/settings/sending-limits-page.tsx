import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ChannelAccount, Page as PageOf, SendingLimits } from '@/api/types';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { messageOf, Problem } from '@/lib/problem';
import { queryKeys } from '@/lib/query-keys';
import { routes } from '@/lib/routes';
import { useOrganizationId } from '@/lib/session';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { ErrorState } from '@/ui/empty-state';
import { Field } from '@/ui/field';
import { ConflictNotice, FormProblem } from '@/ui/form';
import { Input } from '@/ui/input';
import { Page, PageHeader, Section } from '@/ui/page';
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
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  const manage = useMay('ORGANIZATION_MANAGE');
  // What the person edits is what was there when they began, whatever happens meanwhile.
  const [base, setBase] = useState(stored);
  const [values, setValues] = useState(() => valuesOf(stored));
  const take = (next: SendingLimits) => {
    setBase(next);
    setValues(valuesOf(next));
  };
  const save = useMutation({
    meta: { ownErrors: true },
    mutationFn: (version: number) =>
      http.put<SendingLimits>('/api/sending-limits', { body: bodyOf(values), version }),
    onSuccess: (saved) => {
      client.setQueryData(keys.sendingLimits, saved);
      take(saved);
      toast.done(t('settings.saved'));
    },
  });
  const problem = save.error instanceof Problem ? save.error : undefined;
  const theirs = problem?.isConflict ? (problem.current as SendingLimits | undefined) : undefined;
  const wrong = problemsOf(values);
  const set = (part: Partial<LimitValues>) => setValues({ ...values, ...part });
  const changed = JSON.stringify(values) !== JSON.stringify(valuesOf(base));

  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong.size === 0) save.mutate(base.version);
      }}
    >
      {theirs && (
        <ConflictNotice
          onReload={() => {
            take(theirs);
            save.reset();
          }}
          onKeepMine={() => save.mutate(theirs.version)}
        />
      )}
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
      <FormProblem message={save.error && !theirs ? messageOf(save.error) : undefined} />
      {manage ? (
        <Button
          type="submit"
          variant="primary"
          className="self-start"
          busy={save.isPending}
          disabled={!changed || wrong.size > 0 || !!theirs}
        >
          {t('common.save')}
        </Button>
      ) : (
        <p className="text-[13px] text-ink-2">{t('settings.readOnly')}</p>
      )}
    </form>
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
