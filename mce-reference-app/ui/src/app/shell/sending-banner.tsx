import { Link } from 'react-router';
import { t } from '@/lib/i18n';
import { useIsPlatformAdmin, useIsSendingHeld } from '@/lib/me';
import { routes } from '@/lib/routes';

/** That nothing is sent, on every page: people would wait for answers that cannot come. */
export function SendingBanner() {
  const held = useIsSendingHeld();
  const mayRelease = useIsPlatformAdmin();
  if (!held) {
    return null;
  }
  return (
    <p role="alert" className="shrink-0 bg-bad-soft px-4 py-2 text-[13px] text-bad-text">
      {t('sending.held')}{' '}
      {mayRelease ? (
        <Link to={routes.platform} className="font-medium underline">
          {t('sending.open')}
        </Link>
      ) : (
        t('sending.ask')
      )}
    </p>
  );
}
