import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, type FormEvent } from 'react';
import type { Organization } from '@/api/types';
import { http } from '@/lib/http';
import { locale, t } from '@/lib/i18n';
import { messageOf, Problem } from '@/lib/problem';
import { useOrganization } from '@/lib/organization';
import { queryKeys } from '@/lib/query-keys';
import { session, useOrganizationId } from '@/lib/session';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/empty-state';
import { Field } from '@/ui/field';
import { ConflictNotice, FormProblem } from '@/ui/form';
import { Input, Select } from '@/ui/input';
import { Page, PageHeader, Section } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { REGIONS } from './regions';

export function SettingsPage() {
  const query = useOrganization();
  return (
    <Page className="max-w-3xl">
      <PageHeader title={t('nav.settings')} description={t('settings.text')} />
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Section title={t('settings.organization')}>
          {query.data ? (
            <OrganizationForm organization={query.data} />
          ) : (
            <div className="flex flex-col gap-4 px-4 pb-4">
              <Skeleton className="h-9" />
              <Skeleton className="h-9" />
            </div>
          )}
        </Section>
      )}
    </Page>
  );
}

function OrganizationForm({ organization }: { organization: Organization }) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  const [base, setBase] = useState(organization);
  const [values, setValues] = useState(organization);
  const [theirs, setTheirs] = useState<Organization>();
  const [missing, setMissing] = useState(false);
  const save = useMutation({
    meta: { ownErrors: true },
    mutationFn: (version: number) => {
      const { name, defaultRegion, timeZone } = values;
      return http.patch<Organization>('/api/organization', {
        body: { name: name.trim(), defaultRegion, timeZone },
        version,
      });
    },
    onSuccess: (saved) => {
      client.setQueryData(keys.organization, saved);
      session.renameOrganization(saved.id, saved.name);
      setBase(saved);
      setValues(saved);
      toast.done(t('settings.saved'));
    },
    onError: (error) => {
      if (error instanceof Problem && error.isConflict) setTheirs(error.current as Organization);
    },
  });
  const problem = save.error instanceof Problem ? save.error : undefined;
  const errorOf = (field: string) => problem?.errors.find((each) => each.field === field)?.message;
  const general =
    save.error && !problem?.isConflict && !problem?.errors.length
      ? messageOf(save.error)
      : undefined;
  const changed =
    values.name !== base.name ||
    values.defaultRegion !== base.defaultRegion ||
    values.timeZone !== base.timeZone;

  const regions = useMemo(() => {
    const names = new Intl.DisplayNames(locale(), { type: 'region' });
    const known = REGIONS.includes(base.defaultRegion) ? REGIONS : [base.defaultRegion, ...REGIONS];
    return known
      .map((code) => ({ code, name: names.of(code) ?? code }))
      .sort((a, b) => a.name.localeCompare(b.name, locale()));
  }, [base.defaultRegion]);
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf('timeZone');
    return known.includes(base.timeZone) ? known : [base.timeZone, ...known];
  }, [base.timeZone]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!values.name.trim());
    if (values.name.trim()) save.mutate(base.version);
  };

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4 px-4 pb-4">
      {theirs && (
        <ConflictNotice
          onReload={() => {
            setBase(theirs);
            setValues(theirs);
            setTheirs(undefined);
            save.reset();
          }}
          onKeepMine={() => {
            setBase(theirs);
            setTheirs(undefined);
            save.mutate(theirs.version);
          }}
        />
      )}
      <Field
        label={t('settings.name')}
        error={missing ? t('auth.organizationMissing') : errorOf('name')}
        required
      >
        {(control) => (
          <Input
            {...control}
            value={values.name}
            onChange={(event) => setValues({ ...values, name: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t('settings.region')}
          hint={t('settings.regionHint')}
          error={errorOf('defaultRegion')}
        >
          {(control) => (
            <Select
              {...control}
              value={values.defaultRegion}
              onChange={(event) => setValues({ ...values, defaultRegion: event.target.value })}
            >
              {regions.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name} ({code})
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('settings.zone')} hint={t('settings.zoneHint')} error={errorOf('timeZone')}>
          {(control) => (
            <Select
              {...control}
              value={values.timeZone}
              onChange={(event) => setValues({ ...values, timeZone: event.target.value })}
            >
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll('_', ' ')}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <FormProblem message={general} />
      <div>
        <Button
          type="submit"
          variant="primary"
          busy={save.isPending}
          disabled={!changed || !!theirs}
        >
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}
