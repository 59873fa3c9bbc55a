import { useState } from 'react';
import type { Member, MemberChange, Role } from '@/api/types';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { useMembers } from '@/lib/members';
import { Problem } from '@/lib/problem';
import { Avatar } from '@/ui/avatar';
import { Badge } from '@/ui/badge';
import { Confirm } from '@/ui/dialog';
import { ErrorState } from '@/ui/empty-state';
import { Select } from '@/ui/input';
import { Section } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { Switch } from '@/ui/switch';
import { toast } from '@/ui/toast';
import { useChangeMember } from './api';
import { RoleGuide, RoleOptions, useRolesToGive } from './roles';

export function MemberList() {
  const query = useMembers();
  const manage = useMay('MEMBER_MANAGE');
  const roles = useRolesToGive();
  return (
    <Section title={t('team.members')} description={t('team.membersText')}>
      {query.isPending ? (
        <SkeletonRows rows={3} />
      ) : query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ul aria-label={t('team.members')} className="divide-y divide-line border-t border-line">
          {(query.data?.items ?? []).map((member) => (
            <MemberRow key={member.id} member={member} manage={manage} roles={roles} />
          ))}
        </ul>
      )}
      <RoleGuide />
    </Section>
  );
}

/** Why someone who manages members leaves this one alone; undefined when they need not. */
function lockOf(member: Member, roles: readonly Role[]): string | undefined {
  if (member.you) return t('team.self');
  return roles.includes(member.role) ? undefined : t('team.ownersOnly');
}

interface MemberRowProps {
  member: Member;
  manage: boolean;
  /** What the person who looks may give, and so may take. */
  roles: readonly Role[];
}

function MemberRow({ member, manage, roles }: MemberRowProps) {
  const lock = manage ? lockOf(member, roles) : undefined;
  const { name, email, role, active } = member;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
      <Avatar name={name} />
      <div className="min-w-48 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          {member.you && <Badge tone="accent">{t('team.you')}</Badge>}
        </p>
        {email && <p className="truncate text-[13px] text-ink-2">{email}</p>}
        {lock && <p className="text-[13px] text-ink-3">{lock}</p>}
      </div>
      <div className="flex items-center gap-3">
        {manage && !lock ? (
          <Controls member={member} roles={roles} />
        ) : (
          <Facts role={t(`role.${role}`)} active={active} manage={manage} />
        )}
      </div>
    </li>
  );
}

function ActiveBadge({ active }: { active: boolean }) {
  return (
    <span className="w-24">
      <Badge tone={active ? 'good' : 'neutral'} dot>
        {active ? t('team.active') : t('team.inactive')}
      </Badge>
    </span>
  );
}

function Facts({ role, active, manage }: { role: string; active: boolean; manage: boolean }) {
  return (
    <>
      <span className="w-36">
        <Badge>{role}</Badge>
      </span>
      <ActiveBadge active={active} />
      {/* Where the rows beside it have their switch. */}
      {manage && <span aria-hidden className="w-9" />}
    </>
  );
}

function Controls({ member, roles }: Omit<MemberRowProps, 'manage'>) {
  const [asking, setAsking] = useState(false);
  const change = useChangeMember(member.id);
  // What was chosen is shown at once, and what is true when the answer has come.
  const { name, role, active } = { ...member, ...(change.isPending ? change.variables : {}) };

  const apply = async (wanted: MemberChange, done: string) => {
    try {
      await change.mutateAsync(wanted);
      toast.done(done);
    } catch (error) {
      if (error instanceof Problem && error.isConflict) toast.warn(t('conflict.short'));
      else toast.problem(error);
    }
    setAsking(false);
  };

  return (
    <>
      <Select
        aria-label={t('team.roleOf', { name })}
        className="h-8 w-36"
        value={role}
        onChange={(event) => {
          const next = roles.find((each) => each === event.target.value);
          if (next) {
            void apply({ role: next }, t('team.roleChanged', { name, role: t(`role.${next}`) }));
          }
        }}
      >
        <RoleOptions roles={roles} />
      </Select>
      <ActiveBadge active={active} />
      <Switch
        aria-label={t('team.activeOf', { name })}
        checked={active}
        disabled={change.isPending}
        onCheckedChange={(next) => {
          if (next) void apply({ active: true }, t('team.activated', { name }));
          else setAsking(true);
        }}
      />
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t('team.deactivateTitle', { name })}
        action={t('team.deactivate')}
        danger
        busy={change.isPending}
        onConfirm={() => void apply({ active: false }, t('team.deactivated', { name }))}
      >
        <p>{t('team.deactivateText')}</p>
        <p>{t('team.deactivateLeads')}</p>
      </Confirm>
    </>
  );
}
