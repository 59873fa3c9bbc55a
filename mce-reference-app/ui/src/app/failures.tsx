import { Compass, CloudOff } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

/** The page broke, or its file could not be fetched (a new version was installed meanwhile). */
export function AppFailed() {
  return (
    <div role="alert" className="flex h-full items-center justify-center">
      <EmptyState alone icon={CloudOff} title={t('error.page')} text={t('error.pageText')}>
        <Button variant="primary" onClick={() => location.reload()}>
          {t('common.reload')}
        </Button>
      </EmptyState>
    </div>
  );
}

export function NotFound() {
  return (
    <div className="flex h-full items-center justify-center">
      <EmptyState alone icon={Compass} title={t('error.notFound')} text={t('error.notFoundText')}>
        <Button asChild>
          <Link to={routes.dashboard}>{t('error.toDashboard')}</Link>
        </Button>
      </EmptyState>
    </div>
  );
}
