import { t } from '@/lib/i18n';

/** What an erasure takes, and what it leaves. */
export function ErasureExplained() {
  return (
    <div className="flex flex-col gap-3 text-[13px] text-ink-2">
      <dl className="flex flex-col gap-2">
        <div className="rounded-md bg-muted px-3 py-2">
          <dt className="font-medium text-ink">{t('privacy.goes')}</dt>
          <dd>{t('privacy.goesText')}</dd>
        </div>
        <div className="rounded-md bg-muted px-3 py-2">
          <dt className="font-medium text-ink">{t('privacy.stays')}</dt>
          <dd>{t('privacy.staysText')}</dd>
        </div>
      </dl>
      <p className="font-medium text-bad-text">{t('privacy.final')}</p>
    </div>
  );
}
