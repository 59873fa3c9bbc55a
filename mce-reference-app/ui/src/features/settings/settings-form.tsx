import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, type FormEvent } from 'react';
import type { Organization } from '@/api/types';
import { http } from '@/lib/http';
import { locale, t } from '@/lib/i18n';
import { messageOf, Problem } from '@/lib/problem';
import { queryKeys } from '@/lib/query-keys';
import { session, useOrganizationId } from '@/lib/session';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Combobox } from '@/ui/combobox';
import { Field } from '@/ui/field';
import { ConflictNotice, FormProblem } from '@/ui/form';
import { Input } from '@/ui/input';
import { toast } from '@/ui/toast';
import { HoursEditor, SpanInputs } from './hours-editor';
import { LanguagesField } from './languages-field';
import { REGIONS } from './regions';
import {
  changeOf,
  differences,
  inWords,
  regionName,
  valuesOf,
  zoneLabel,
  type SettingsValues,
} from './values';

const NIGHT = { from: '21:00', to: '08:00' };

/** Saves what was changed, and nothing over what someone else saved in the meantime. */
function useSave(onSaved: (saved: Organization) => void, onTheirs: (now: Organization) => void) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ change, version }: { change: object; version: number }) =>
      http.patch<Organization>('/api/organization', { body: change, version }),
    onSuccess: (saved) => {
      client.setQueryData(keys.organization, saved);
      void client.invalidateQueries({ queryKey: keys.setup });
      session.renameOrganization(saved.id, saved.name);
      onSaved(saved);
      toast.done(t('settings.saved'));
    },
    onError: (error) => {
      if (error instanceof Problem && error.isConflict) onTheirs(error.current as Organization);
    },
  });
}

export function SettingsForm({ organization }: { organization: Organization }) {
  const [base, setBase] = useState(organization);
  const [values, setValues] = useState(() => valuesOf(organization));
  const [theirs, setTheirs] = useState<Organization>();
  const [missing, setMissing] = useState(false);
  const take = (saved: Organization) => {
    setBase(saved);
    setValues(valuesOf(saved));
    setTheirs(undefined);
  };
  const save = useSave(take, setTheirs);
  const change = changeOf(values, valuesOf(base));
  const set = (part: Partial<SettingsValues>) => setValues({ ...values, ...part });

  const problem = save.error instanceof Problem ? save.error : undefined;
  const errorOf = (field: string) => problem?.errors.find((each) => each.field === field)?.message;
  const general =
    save.error && !problem?.isConflict && !problem?.errors.length
      ? messageOf(save.error)
      : undefined;

  const regions = useMemo(() => {
    const known = REGIONS.includes(base.defaultRegion) ? REGIONS : [base.defaultRegion, ...REGIONS];
    return known
      .map((code) => ({ value: code, label: regionName(code) }))
      .sort((a, b) => a.label.localeCompare(b.label, locale()));
  }, [base.defaultRegion]);
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf('timeZone');
    return (known.includes(base.timeZone) ? known : [base.timeZone, ...known]).map((zone) => ({
      value: zone,
      label: zoneLabel(zone),
    }));
  }, [base.timeZone]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!values.name.trim());
    // Saved as it was, it counts as looked through.
    if (values.name.trim()) save.mutate({ change, version: base.version });
  };

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5 px-4 pb-4">
      {theirs && (
        <ConflictNotice
          onReload={() => {
            take(theirs);
            save.reset();
          }}
          onKeepMine={() => save.mutate({ change, version: theirs.version })}
        >
          <Changes before={valuesOf(base)} now={valuesOf(theirs)} />
        </ConflictNotice>
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
            onChange={(event) => set({ name: event.target.value })}
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
            <Combobox
              {...control}
              choices={regions}
              value={values.defaultRegion}
              onChange={(defaultRegion) => set({ defaultRegion })}
            />
          )}
        </Field>
        <Field label={t('settings.zone')} hint={t('settings.zoneHint')} error={errorOf('timeZone')}>
          {(control) => (
            <Combobox
              {...control}
              choices={zones}
              value={values.timeZone}
              onChange={(timeZone) => set({ timeZone })}
            />
          )}
        </Field>
      </div>
      <HoursEditor
        value={values.businessHours}
        onChange={(businessHours) => set({ businessHours })}
        errorOf={(day) => errorOf(`businessHours.${day}`)}
      />
      <QuietHours
        value={values.quietHours}
        error={errorOf('quietHours')}
        onChange={(quietHours) => set({ quietHours })}
      />
      <Field
        label={t('settings.languages')}
        hint={t('settings.languagesHint')}
        error={errorOf('languages')}
      >
        {(control) => (
          <LanguagesField
            {...control}
            value={values.languages}
            onChange={(languages) => set({ languages })}
          />
        )}
      </Field>
      <FormProblem message={general} />
      <div>
        <Button type="submit" variant="primary" busy={save.isPending} disabled={!!theirs}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}

interface QuietHoursProps {
  value: SettingsValues['quietHours'];
  error: string | undefined;
  onChange: (value: SettingsValues['quietHours']) => void;
}

function QuietHours({ value, error, onChange }: QuietHoursProps) {
  return (
    <div className="flex flex-col gap-2">
      <Checkbox
        label={t('settings.quiet')}
        hint={t('settings.quietHint')}
        checked={value !== null}
        onChange={(event) => onChange(event.target.checked ? NIGHT : null)}
      />
      {value && (
        <div className="flex items-center gap-1.5 pl-6.5">
          <SpanInputs name={t('settings.quiet')} value={value} onChange={onChange} />
        </div>
      )}
      {error && (
        <p role="alert" className="pl-6.5 text-[13px] text-bad-text">
          {error}
        </p>
      )}
    </div>
  );
}

/** What someone else made of the settings. */
function Changes({ before, now }: { before: SettingsValues; now: SettingsValues }) {
  return (
    <ul className="mt-1.5 list-disc pl-5 text-[13px]">
      {differences(before, now).map((field) => (
        <li key={field}>
          {t('settings.changed', {
            what: t(`settings.field.${field}`),
            before: inWords(before, field) || t('settings.notSet'),
            now: inWords(now, field) || t('settings.notSet'),
          })}
        </li>
      ))}
    </ul>
  );
}
