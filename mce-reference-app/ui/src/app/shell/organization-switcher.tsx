import { useMutation } from '@tanstack/react-query';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useNavigate } from 'react-router';
import type { SessionBody } from '@/api/types';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { session, useSession } from '@/lib/session';
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from '@/ui/menu';

export function OrganizationSwitcher() {
  const present = useSession();
  const navigate = useNavigate();
  const change = useMutation({
    mutationFn: async (id: string) => {
      const body = await http.post<SessionBody>('/api/auth/organization', { body: { id } });
      // The ids in the present address belong to the organization we leave.
      await navigate(routes.dashboard);
      session.accept(body, id);
    },
  });
  if (!present) return null;
  const { organization, organizations } = present;
  return (
    <Menu>
      <MenuTrigger className="flex h-10 w-full items-center gap-2.5 rounded-md px-2 text-left hover:bg-hover">
        <span
          aria-hidden
          className="flex size-7 shrink-0 items-center justify-center rounded-md bg-accent text-sm font-semibold text-accent-ink"
        >
          {organization.name.trim().charAt(0).toLocaleUpperCase() || '·'}
        </span>
        <span className="sr-only">{t('shell.organization')}</span>
        <span className="min-w-0 flex-1 truncate font-semibold">{organization.name}</span>
        <ChevronsUpDown className="size-4 shrink-0 text-ink-3" aria-hidden />
      </MenuTrigger>
      <MenuContent className="w-52">
        <MenuLabel>{t('shell.organizations')}</MenuLabel>
        {organizations.map((entry) => (
          <MenuItem
            key={entry.id}
            onSelect={() => {
              if (entry.id !== organization.id) change.mutate(entry.id);
            }}
          >
            <span className="min-w-0 flex-1 truncate">{entry.name}</span>
            {entry.id === organization.id && <Check aria-label={t('shell.current')} />}
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
