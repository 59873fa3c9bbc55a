import { t } from '@/lib/i18n';
import { useSession } from '@/lib/session';
import { Page, PageHeader, Section } from '@/ui/page';
import { SecondFactorSection } from './second-factor-section';

/** What belongs to the person, whatever the organization. */
export function AccountPage() {
  const user = useSession()?.user;
  return (
    <Page className="max-w-3xl">
      <PageHeader title={t('shell.yourAccount')} description={t('account.text')} />
      <Section title={t('account.person')}>
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 px-4 pb-4">
          <dt className="text-ink-2">{t('auth.name')}</dt>
          <dd className="min-w-0 truncate">{user?.name}</dd>
          <dt className="text-ink-2">{t('auth.email')}</dt>
          <dd className="min-w-0 truncate">{user?.email}</dd>
        </dl>
      </Section>
      <SecondFactorSection />
    </Page>
  );
}
