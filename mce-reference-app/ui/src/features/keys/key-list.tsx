import { KeyRound } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ApiKey, ApiKeyState } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { t } from '@/lib/i18n';
import { Badge, type Tone } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Card } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { toast } from '@/ui/toast';
import { useApiKeys, useRevoke } from './api';
import { permissionName } from './permissions';

const tones: Record<ApiKeyState, Tone> = {
  ACTIVE: 'good',
  EXPIRED: 'warn',
  REVOKED: 'neutral',
};

interface KeyListProps {
  /** What to do while there is none. */
  children: ReactNode;
}

export function KeyList({ children }: KeyListProps) {
  const query = useApiKeys();
  const keys = query.data?.items ?? [];
  return (
    <Card>
      {query.isPending ? (
        <SkeletonRows rows={2} />
      ) : query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : keys.length === 0 ? (
        <EmptyState icon={KeyRound} title={t('keys.none')} text={t('keys.noneText')}>
          {children}
        </EmptyState>
      ) : (
        <ul aria-label={t('nav.keys')} className="divide-y divide-line">
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
    </Card>
  );
}

/** By whom and when it was made, and how long it stands; that is over for one that was revoked. */
function termsOf({ state, createdBy, createdAt, expiresAt }: ApiKey): string {
  const made = formatDateTime(createdAt);
  const end = expiresAt && formatDateTime(expiresAt);
  const parts = [
    createdBy ? t('keys.madeBy', { name: createdBy, at: made }) : t('keys.made', { at: made }),
    state === 'ACTIVE' && (end ? t('keys.expires', { at: end }) : t('keys.neverExpires')),
    state === 'EXPIRED' && end && t('keys.expired', { at: end }),
  ];
  return parts.filter(Boolean).join(' · ');
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { name, hint, permissions, lastUsedAt, state } = apiKey;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-48 flex-1">
        <p className="flex items-baseline gap-2">
          <span className="truncate font-medium">{name}</span>
          <code className="font-mono text-[12.5px] text-ink-2">…{hint}</code>
        </p>
        <p className="text-[13px] text-ink-2">{termsOf(apiKey)}</p>
        <Permissions permissions={permissions} />
      </div>
      <p className="w-36 text-[13px] leading-6 text-ink-2">
        {t('keys.lastUsed')} {lastUsedAt ? <Time at={lastUsedAt} /> : t('keys.neverUsed')}
      </p>
      <span className="w-24">
        <Badge tone={tones[state]} dot>
          {t(`keys.state.${state}`)}
        </Badge>
      </span>
      {/* The rows without the button keep its place, where all stand in one line. */}
      <span className="w-20 max-sm:empty:hidden sm:text-right">
        {state === 'ACTIVE' && <Revoke apiKey={apiKey} />}
      </span>
    </li>
  );
}

function Permissions({ permissions }: { permissions: string[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="mt-0.5 text-[13px]"
    >
      <summary className="font-medium text-accent-text">
        {t('keys.may', { count: permissions.length })}
      </summary>
      <ul className="mt-1.5 flex flex-wrap gap-1.5">
        {permissions.map((permission) => (
          <li key={permission}>
            <Badge>{permissionName(permission)}</Badge>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Revoke({ apiKey }: { apiKey: ApiKey }) {
  const { id, name } = apiKey;
  const [asking, setAsking] = useState(false);
  const revoke = useRevoke(id);

  // Awaited here: the button is gone by then, with the active key it belonged to.
  const take = async () => {
    try {
      await revoke.mutateAsync();
      toast.done(t('keys.revoked'));
    } catch {
      // The refusal has been told.
    }
    setAsking(false);
  };

  return (
    <>
      <Button size="sm" aria-label={t('keys.revokeOf', { name })} onClick={() => setAsking(true)}>
        {t('keys.revoke')}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t('keys.revokeTitle', { name })}
        action={t('keys.revoke')}
        danger
        busy={revoke.isPending}
        onConfirm={() => void take()}
      >
        <p>{t('keys.revokeText')}</p>
        <p>{t('keys.revokeFinal')}</p>
      </Confirm>
    </>
  );
}
