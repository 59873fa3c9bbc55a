import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { FileUp, Megaphone, UserPlus, Workflow } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { Lead, Page } from '@/api/types';
import { useSetup, useWork } from '@/app/shell/navigation';
import { formatPhone, leadName } from '@/lib/format';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { queryKeys } from '@/lib/query-keys';
import { routes } from '@/lib/routes';
import { useOrganizationId } from '@/lib/session';
import { useDebounced } from '@/lib/use-debounced';
import { Avatar } from '@/ui/avatar';

interface CommandMenuProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const item =
  'flex h-10 cursor-pointer items-center gap-3 rounded-md px-3 data-[selected=true]:bg-hover [&>svg]:size-4 [&>svg]:text-ink-3';

const ACTIONS = [
  { to: `${routes.leads}?new=1`, label: 'command.newLead', icon: UserPlus },
  { to: routes.imports, label: 'command.import', icon: FileUp },
  { to: routes.newCampaign, label: 'command.newCampaign', icon: Megaphone },
  { to: routes.newWorkflow, label: 'command.newWorkflow', icon: Workflow },
] as const;

/** Go anywhere, find anyone, start anything, by typing. */
export function CommandMenu({ open, onOpenChange }: CommandMenuProps) {
  const [text, setText] = useState('');
  const wanted = useDebounced(text.trim(), 200);
  const keys = queryKeys(useOrganizationId());
  const work = useWork();
  const setup = useSetup();
  const navigate = useNavigate();
  const leads = useQuery({
    queryKey: keys.leadList({ q: wanted, limit: 8 }),
    queryFn: ({ signal }) =>
      http.get<Page<Lead>>('/api/leads', { query: { q: wanted, limit: 8 }, signal }),
    enabled: open && wanted.length >= 2,
  });
  const found = wanted.length >= 2 ? (leads.data?.items ?? []) : [];

  const go = (to: string) => {
    onOpenChange(false);
    setText('');
    void navigate(to);
  };
  const matches = (label: string) => label.toLowerCase().includes(text.trim().toLowerCase());
  const pages = [...work, ...setup].filter((page) => matches(t(page.label)));
  const actions = ACTIONS.filter((action) => matches(t(action.label)));

  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        onOpenChange(next);
        if (!next) setText('');
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45 animate-fade" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-xl border border-line bg-raised shadow-pop"
        >
          <Dialog.Title className="sr-only">{t('command.title')}</Dialog.Title>
          <Command shouldFilter={false} label={t('command.title')}>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder={t('command.placeholder')}
              className="h-13 w-full border-b border-line bg-transparent px-4 text-[15px] outline-none"
            />
            <Command.List className="max-h-[50vh] overflow-y-auto p-2">
              <Command.Empty className="px-3 py-8 text-center text-ink-2">
                {leads.isFetching ? t('common.loading') : t('command.nothing')}
              </Command.Empty>
              {found.length > 0 && (
                <Group heading={t('nav.leads')}>
                  {found.map((lead) => (
                    <Command.Item
                      key={lead.id}
                      value={lead.id}
                      className={item}
                      onSelect={() => go(routes.lead(lead.id))}
                    >
                      <Avatar name={leadName(lead)} className="size-7" />
                      <span className="truncate font-medium">{leadName(lead)}</span>
                      <span className="ml-auto shrink-0 text-[13px] text-ink-3">
                        {formatPhone(lead.phone) || lead.email}
                      </span>
                    </Command.Item>
                  ))}
                </Group>
              )}
              {actions.length > 0 && (
                <Group heading={t('command.actions')}>
                  {actions.map(({ to, label, icon: Icon }) => (
                    <Command.Item key={to} value={label} className={item} onSelect={() => go(to)}>
                      <Icon aria-hidden />
                      {t(label)}
                    </Command.Item>
                  ))}
                </Group>
              )}
              {pages.length > 0 && (
                <Group heading={t('command.pages')}>
                  {pages.map(({ to, label, icon: Icon }) => (
                    <Command.Item key={to} value={label} className={item} onSelect={() => go(to)}>
                      <Icon aria-hidden />
                      {t(label)}
                    </Command.Item>
                  ))}
                </Group>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
    >
      {children}
    </Command.Group>
  );
}
