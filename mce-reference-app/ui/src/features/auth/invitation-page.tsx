import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, Navigate, useParams } from 'react-router';
import type { OpenedInvitation } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { outsideKeys } from '@/lib/query-keys';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/empty-state';
import { Skeleton } from '@/ui/skeleton';
import { AuthLayout } from './auth-layout';
import { invitationPath, refusalOf, type Refusal } from './invitation';
import { JoinForm } from './join-form';

/** Where the link of an invitation leads, whoever is logged in here. */
export function InvitationPage() {
  const { token = '' } = useParams();
  const [joined, setJoined] = useState(false);
  if (joined) return <Navigate to={routes.dashboard} replace />;
  return <Opened key={token} token={token} onJoined={() => setJoined(true)} />;
}

function Opened({ token, onJoined }: { token: string; onJoined: () => void }) {
  const [refused, setRefused] = useState<Refusal>();
  const query = useQuery({
    queryKey: outsideKeys.invitation(token),
    queryFn: ({ signal }) =>
      http.get<OpenedInvitation>(invitationPath(token), { anonymous: true, signal }),
    // It may be used up at any moment, here or elsewhere.
    staleTime: 0,
    gcTime: 0,
  });
  const refusal = refused ?? refusalOf(query.error);
  const invitation = query.data;

  if (refusal) return <Refused code={refusal} />;
  if (!invitation) {
    return (
      <AuthLayout title={t('invitation.title')}>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-4">
            <Skeleton className="h-9" />
            <Skeleton className="h-9" />
            <Skeleton className="h-9" />
          </div>
        )}
      </AuthLayout>
    );
  }
  const { organizationName, role, registered, expiresAt } = invitation;
  const asRole = t('invitation.asRole', { role: t(`role.${role}`) });
  return (
    <AuthLayout
      title={t('invitation.join', { organization: organizationName })}
      text={
        registered
          ? `${asRole} ${t('invitation.registered', { organization: organizationName })}`
          : asRole
      }
      footer={t('invitation.until', { at: formatDateTime(expiresAt) })}
    >
      {/* Another key for another form: the address may have got an account meanwhile. */}
      <JoinForm
        key={String(registered)}
        token={token}
        invitation={invitation}
        onJoined={onJoined}
        onRefused={setRefused}
      />
    </AuthLayout>
  );
}

function Refused({ code }: { code: Refusal }) {
  return (
    <AuthLayout title={t(`invitation.${code}`)} text={t(`invitation.${code}.text`)}>
      <Button asChild>
        <Link to={routes.login}>{t('auth.logIn')}</Link>
      </Button>
    </AuthLayout>
  );
}
