import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { MergePolicy, MergeStrategy } from '@/api/types';
import { useActiveFields } from '@/lib/custom-fields';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { queryKeys } from '@/lib/query-keys';
import { routes } from '@/lib/routes';
import { useOrganizationId } from '@/lib/session';
import { useVersionedDraft } from '@/lib/use-versioned-draft';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/empty-state';
import { Field } from '@/ui/field';
import { Input, Select } from '@/ui/input';
import { Page, PageHeader, Section } from '@/ui/page';
import { SettingForm } from '@/ui/setting-form';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { changed, exampleOf, FIELDS, rowsOf, strategiesOf, strategyOf } from './merge-policy';

/** How what is known twice of one person becomes one, in plain sentences with examples. */
export function MergePolicyPage() {
  const keys = queryKeys(useOrganizationId());
  const query = useQuery({
    queryKey: keys.mergePolicy,
    queryFn: ({ signal }) => http.get<MergePolicy>('/api/leads/merge-policy', { signal }),
  });
  return (
    <Page className="max-w-3xl">
      <PageHeader title={t('mergePolicy.title')} description={t('mergePolicy.text')}>
        <Button asChild>
          <Link to={routes.settings}>{t('nav.settings')}</Link>
        </Button>
      </PageHeader>
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <Skeleton className="h-64" />
      ) : (
        <PolicyForm policy={query.data} />
      )}
    </Page>
  );
}

function PolicyForm({ policy }: { policy: MergePolicy }) {
  const keys = queryKeys(useOrganizationId());
  const manage = useMay('ORGANIZATION_MANAGE');
  const [key, setKey] = useState('');
  const custom = useActiveFields() ?? [];
  const edited = useVersionedDraft(policy, {
    path: '/api/leads/merge-policy',
    queryKey: keys.mergePolicy,
    draftOf: (stored) => stored,
    bodyOf: ({ fields, sameEmail }) => ({ fields, sameEmail }),
    onSaved: () => toast.done(t('settings.saved')),
  });
  const { base, draft: values, setDraft } = edited;
  const choose = (field: string, strategy: MergeStrategy) =>
    setDraft({ ...values, fields: { ...values.fields, [field]: strategy } });
  const drop = (field: string) =>
    setDraft({
      ...values,
      fields: Object.fromEntries(Object.entries(values.fields).filter(([each]) => each !== field)),
    });
  const addKey = () => {
    const typed = key.trim();
    const known = custom.find(({ label }) => label.toLowerCase() === typed.toLowerCase());
    const field = `metadata.${known?.key ?? typed}`;
    if (typed && !(field in values.fields)) choose(field, 'NEWEST');
    setKey('');
  };
  const nameOf = (field: string) => {
    if (FIELDS.includes(field)) return t(`mergePolicy.field.${field as 'name'}`);
    const ofOne = field.slice('metadata.'.length);
    return custom.find((each) => each.key === ofOne)?.label ?? ofOne;
  };

  return (
    <SettingForm edited={edited} manage={manage} changed={changed(base, values)}>
      <Section title={t('mergePolicy.fields')} description={t('mergePolicy.fieldsText')}>
        <ul className="divide-y divide-line border-t border-line">
          {rowsOf(values).map((field) => {
            const strategy = strategyOf(values, field);
            const name = nameOf(field);
            return (
              <li key={field} className="grid gap-2 px-4 py-3 sm:grid-cols-[10rem_12rem_1fr_2rem]">
                <span className="self-center font-medium wrap-anywhere">{name}</span>
                <Select
                  aria-label={name}
                  disabled={!manage}
                  value={strategy}
                  onChange={(event) => choose(field, event.target.value as MergeStrategy)}
                >
                  {strategiesOf(field).map((each) => (
                    <option key={each} value={each}>
                      {t(`mergePolicy.strategy.${each}`)}
                    </option>
                  ))}
                </Select>
                <span className="self-center text-[13px] text-ink-2">
                  {t(`mergePolicy.says.${strategy}`)}{' '}
                  <span className="text-ink-3">{t(exampleOf(field, strategy))}</span>
                </span>
                {manage && !FIELDS.includes(field) && (
                  <Button
                    variant="ghost"
                    size="iconSm"
                    className="self-center"
                    aria-label={t('mergePolicy.removeKey', { name })}
                    onClick={() => drop(field)}
                  >
                    <Trash2 aria-hidden />
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
        {manage && (
          <div className="flex items-end gap-2 border-t border-line px-4 py-3">
            <Field label={t('mergePolicy.key')} hint={t('mergePolicy.keyHint')} className="flex-1">
              {(control) => (
                <Input
                  {...control}
                  maxLength={100}
                  list="merge-policy-fields"
                  value={key}
                  onChange={(event) => setKey(event.target.value)}
                  onKeyDown={(event) => {
                    if (event.key !== 'Enter') return;
                    event.preventDefault();
                    addKey();
                  }}
                />
              )}
            </Field>
            <datalist id="merge-policy-fields">
              {custom.map(({ id, label }) => (
                <option key={id} value={label} />
              ))}
            </datalist>
            <Button className="mb-6.5" disabled={!key.trim()} onClick={addKey}>
              {t('mergePolicy.addKey')}
            </Button>
          </div>
        )}
      </Section>
      <Section title={t('mergePolicy.sameEmail')} description={t('mergePolicy.sameEmailText')}>
        <fieldset className="flex flex-col gap-3 px-4 pb-4" disabled={!manage}>
          <legend className="sr-only">{t('mergePolicy.sameEmail')}</legend>
          {(['SUGGEST', 'JOIN'] as const).map((choice) => (
            <label key={choice} className="flex items-start gap-2.5">
              <input
                type="radio"
                name="sameEmail"
                className="mt-1"
                checked={values.sameEmail === choice}
                onChange={() => setDraft({ ...values, sameEmail: choice })}
              />
              <span>
                <span className="block font-medium">{t(`mergePolicy.email.${choice}`)}</span>
                <span className="text-[13px] text-ink-2">
                  {t(`mergePolicy.emailText.${choice}`)}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      </Section>
    </SettingForm>
  );
}
