import { UserPlus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { Button } from '@/ui/button';
import { Page, PageHeader } from '@/ui/page';
import { InvitationList } from './invitation-list';
import { MemberList } from './member-list';

const InviteDialog = lazy(async () => ({
  default: (await import('./invite-dialog')).InviteDialog,
}));

/** Who works in the organization, what each may do, and who has been asked to join. */
export function TeamPage() {
  const manage = useMay('MEMBER_MANAGE');
  const [inviting, setInviting] = useState(false);
  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('nav.team')} description={t('team.text')}>
        {manage && (
          <Button variant="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden />
            {t('invite.open')}
          </Button>
        )}
      </PageHeader>
      <MemberList />
      {manage && <InvitationList />}
      {manage && inviting && (
        <Suspense>
          <InviteDialog open onOpenChange={setInviting} />
        </Suspense>
      )}
    </Page>
  );
}
