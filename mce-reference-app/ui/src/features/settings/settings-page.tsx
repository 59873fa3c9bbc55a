import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { useOrganization } from '@/lib/organization';
import { ErrorState } from '@/ui/empty-state';
import { Page, PageHeader, Section } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { SettingsForm } from './settings-form';
import { SettingsView } from './settings-view';

/** What holds for the whole organization: who may manage it edits, others read. */
export function SettingsPage() {
  const query = useOrganization();
  const manage = useMay('ORGANIZATION_MANAGE');
  return (
    <Page className="max-w-3xl">
      <PageHeader title={t('nav.settings')} description={t('settings.text')} />
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Section title={t('settings.organization')}>
          {!query.data ? (
            <div className="flex flex-col gap-4 px-4 pb-4">
              <Skeleton className="h-9" />
              <Skeleton className="h-9" />
            </div>
          ) : manage ? (
            <SettingsForm organization={query.data} />
          ) : (
            <SettingsView organization={query.data} />
          )}
        </Section>
      )}
    </Page>
  );
}
