import { ArrowLeft } from 'lucide-react';
import { Link } from 'react-router';
import { Archive } from '@/features/leads/archive';
import { PersonMenu } from '@/features/privacy/person-menu';
import { t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { Page, PageHeader } from '@/ui/page';

/** Deleted leads. Who they were can be exported and erased from here too. */
export function ArchivePage() {
  return (
    <Page className="max-w-5xl">
      <PageHeader title={t('archive.title')} description={t('archive.text')}>
        <Button asChild>
          <Link to={routes.leads}>
            <ArrowLeft aria-hidden />
            {t('archive.toLeads')}
          </Link>
        </Button>
      </PageHeader>
      <Archive actions={(lead) => <PersonMenu lead={lead} />} />
    </Page>
  );
}
