import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { Invitation, InvitationState } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { t } from '@/lib/i18n';
import { Badge, type Tone } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Section } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { useInvitations, useWithdraw } from './api';

const tones: Record<InvitationState, Tone> = {
  OPEN: 'accent',
  ACCEPTED: 'good',
  EXPIRED: 'warn',
  WITHDRAWN: 'neutral',
};

export function InvitationList() {
  const query = useInvitations();
  const invitations = query.data?.items ?? [];
  return (
    <Section title={t('invitations.title')} description={t('invitations.text')}>
      {query.isPending ? (
        <SkeletonRows rows={2} />
      ) : query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : invitations.length === 0 ? (
        <EmptyState
          icon={UserPlus}
          title={t('invitations.none')}
          text={t('invitations.noneText')}
          className="border-t border-line"
        />
      ) : (
        <ul
          aria-label={t('invitations.title')}
          className="divide-y divide-line border-t border-line"
        >
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** By whom, and how long it stands; that is over for one that was accepted or withdrawn. */
function termsOf({ state, invitedBy, expiresAt }: Invitation): string {
  const at = formatDateTime(expiresAt);
  const parts = [
    invitedBy && t('invitations.by', { name: invitedBy }),
    state === 'OPEN' && t('invitations.expires', { at }),
    state === 'EXPIRED' && t('invitations.expired', { at }),
  ];
  return parts.filter(Boolean).join(' · ');
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { email, role, state } = invitation;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
      <div className="min-w-48 flex-1">
        <p className="truncate font-medium">{email}</p>
        <p className="text-[13px] text-ink-2">{termsOf(invitation)}</p>
      </div>
      <Badge>{t(`role.${role}`)}</Badge>
      <Badge tone={tones[state]} dot>
        {t(`invitations.state.${state}`)}
      </Badge>
      {state === 'OPEN' && <Withdraw invitation={invitation} />}
    </li>
  );
}

function Withdraw({ invitation }: { invitation: Invitation }) {
  const { id, email } = invitation;
  const [asking, setAsking] = useState(false);
  const withdraw = useWithdraw(id);

  // Awaited here: the button is gone by then, with the open invitation it belonged to.
  const take = async () => {
    try {
      await withdraw.mutateAsync();
      toast.done(t('invitations.withdrawn'));
    } catch {
      // The refusal has been told.
    }
    setAsking(false);
  };

  return (
    <>
      <Button
        size="sm"
        aria-label={t('invitations.withdrawOf', { email })}
        onClick={() => setAsking(true)}
      >
        {t('invitations.withdraw')}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t('invitations.withdrawTitle', { email })}
        action={t('invitations.withdraw')}
        danger
        busy={withdraw.isPending}
        onConfirm={() => void take()}
      >
        <p>{t('invitations.withdrawText')}</p>
      </Confirm>
    </>
  );
}
