import { t } from '@/lib/i18n';
import { useMay, useMayNot } from '@/lib/me';
import { ErrorState } from '@/ui/empty-state';
import { LockedState } from '@/ui/locked-state';
import { Card, Page, PageHeader, Section } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { useRetention } from './api';
import { ErasureExplained } from './erasure-explained';
import { FindPerson } from './find-person';
import { RetentionForm } from './retention-form';

/** How long what is kept, and what is done when a person asks. */
export function PrivacyPage() {
  const may = useMay('PRIVACY_MANAGE');
  const locked = useMayNot('PRIVACY_MANAGE');
  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('nav.privacy')} description={t('privacy.text')} />
      {may ? (
        <>
          <FindPerson />
          <Section title={t('privacy.whatErasureDoes')}>
            <div className="px-4 pb-4">
              <ErasureExplained />
            </div>
          </Section>
          <RetentionSection />
        </>
      ) : locked ? (
        <Card>
          <LockedState permission={t('permission.PRIVACY_MANAGE')} />
        </Card>
      ) : (
        <Skeleton className="h-40" />
      )}
    </Page>
  );
}

function RetentionSection() {
  const query = useRetention(true);
  return (
    <Section title={t('retention.title')} description={t('retention.description')}>
      {query.data ? (
        <RetentionForm retention={query.data} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div
          role="status"
          aria-label={t('common.loading')}
          className="flex flex-col gap-3 px-4 pb-4"
        >
          {[1, 2, 3, 4].map((row) => (
            <Skeleton key={row} className="h-14" />
          ))}
        </div>
      )}
    </Section>
  );
}
