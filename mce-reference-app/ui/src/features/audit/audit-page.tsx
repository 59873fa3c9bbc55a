import { t } from '@/lib/i18n';
import { useMay, useMayNot } from '@/lib/me';
import { LockedState } from '@/ui/locked-state';
import { Card, Page, PageHeader } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { AuditTrail } from './audit-trail';
import { Safekeeping } from './safekeeping';

/** Who did what, when and from where, and the proof that nobody has rewritten it. */
export function AuditPage() {
  const may = useMay('AUDIT_READ');
  const locked = useMayNot('AUDIT_READ');
  return (
    <Page className="max-w-5xl">
      <PageHeader title={t('nav.audit')} description={t('audit.text')} />
      {may ? (
        <>
          <Safekeeping />
          <AuditTrail />
        </>
      ) : locked ? (
        <Card>
          <LockedState permission={t('permission.AUDIT_READ')} />
        </Card>
      ) : (
        <Skeleton className="h-40" />
      )}
    </Page>
  );
}
