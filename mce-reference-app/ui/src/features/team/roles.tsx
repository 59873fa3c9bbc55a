import { useState } from 'react';
import { ROLES, type Role } from '@/api/types';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';

/** The roles this person may give. */
export function useRolesToGive(): readonly Role[] {
  const owners = useMay('OWNER_MANAGE');
  return owners ? ROLES : ROLES.filter((role) => role !== 'OWNER');
}

export function RoleOptions({ roles }: { roles: readonly Role[] }) {
  return roles.map((role) => (
    <option key={role} value={role}>
      {t(`role.${role}`)}
    </option>
  ));
}

/** Each role in a sentence, for whoever chooses one. */
export function RoleGuide() {
  const [open, setOpen] = useState(false);
  return (
    <details
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="border-t border-line px-4 py-3"
    >
      <summary className="font-medium text-accent-text">{t('team.roles')}</summary>
      <dl className="mt-2 grid gap-x-4 gap-y-1.5 sm:grid-cols-[8rem_minmax(0,1fr)]">
        {ROLES.map((role) => (
          <div key={role} className="contents">
            <dt className="font-medium">{t(`role.${role}`)}</dt>
            <dd className="text-ink-2">{t(`role.text.${role}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
