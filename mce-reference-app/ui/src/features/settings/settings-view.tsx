import type { Organization } from '@/api/types';
import { t } from '@/lib/i18n';
import { FIELDS, inWords, valuesOf } from './values';

/** The settings for those who may read them only. */
export function SettingsView({ organization }: { organization: Organization }) {
  const values = valuesOf(organization);
  return (
    <div className="flex flex-col gap-4 px-4 pb-4">
      <p className="text-[13px] text-ink-2">{t('settings.readOnly')}</p>
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[12rem_1fr]">
        {FIELDS.map((field) => (
          <div key={field} className="contents">
            <dt className="text-[13px] text-ink-2">{t(`settings.field.${field}`)}</dt>
            <dd>{inWords(values, field) || t('settings.notSet')}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
