import { Link } from 'react-router';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { useOrganization } from '@/lib/organization';
import { routes } from '@/lib/routes';
import { ErrorState } from '@/ui/empty-state';
import { Page, PageHeader, Section } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { SettingsForm } from './settings-form';
import { SettingsView } from './settings-view';

const LINKS = [
  { to: routes.projects, title: 'projects.title', text: 'projects.text' },
  { to: routes.mergePolicy, title: 'mergePolicy.title', text: 'mergePolicy.text' },
  { to: routes.statusRules, title: 'statusRules.title', text: 'statusRules.text' },
] as const;

/** What holds for the whole organization: who may manage it edits, others read. */
export function SettingsPage() {
  const query = useOrganization();
  const manage = useMay('ORGANIZATION_MANAGE');
  return (
    <Page className="max-w-3xl">
      <PageHeader title={t('nav.settings')} description={t('settings.text')} />
      <Section title={t('settings.leads')}>
        <ul className="divide-y divide-line border-t border-line">
          {LINKS.map(({ to, title, text }) => (
            <li key={to}>
              <Link to={to} className="block px-4 py-3 hover:bg-hover">
                <span className="block font-medium">{t(title)}</span>
                <span className="text-[13px] text-ink-2">{t(text)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('settings.messages')}>
        <Link
          to={routes.sendingLimits}
          className="block border-t border-line px-4 py-3 hover:bg-hover"
        >
          <span className="block font-medium">{t('limits.title')}</span>
          <span className="text-[13px] text-ink-2">{t('limits.text')}</span>
        </Link>
      </Section>
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
