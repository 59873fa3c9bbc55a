import {
  Building2,
  ClipboardCheck,
  FileUp,
  Gauge,
  IdCard,
  KeyRound,
  LayoutDashboard,
  ListPlus,
  Megaphone,
  MessagesSquare,
  RadioTower,
  ScrollText,
  Send,
  Settings,
  ShieldCheck,
  Shuffle,
  Smartphone,
  Users,
  Webhook,
  Workflow,
  type LucideIcon,
} from 'lucide-react';
import { NavLink } from 'react-router';
import { useOpenRequests } from '@/features/approvals/api';
import { useUnread } from '@/features/chat/api';
import { useHasSandbox } from '@/features/sandbox/api';
import { cn } from '@/lib/cn';
import { formatNumber } from '@/lib/format';
import { t, type MessageKey } from '@/lib/i18n';
import { useIsPlatformAdmin, useMay } from '@/lib/me';
import { routes } from '@/lib/routes';
import { useStatusRules } from '@/lib/status-rules';

export interface Destination {
  to: string;
  label: MessageKey;
  icon: LucideIcon;
}

const WORK: Destination[] = [
  { to: routes.dashboard, label: 'nav.dashboard', icon: LayoutDashboard },
  { to: routes.leads, label: 'nav.leads', icon: Users },
  { to: routes.conversations, label: 'nav.conversations', icon: MessagesSquare },
  { to: routes.campaigns, label: 'nav.campaigns', icon: Megaphone },
  { to: routes.workflows, label: 'nav.workflows', icon: Workflow },
  { to: routes.deliveries, label: 'nav.deliveries', icon: Send },
  { to: routes.imports, label: 'nav.imports', icon: FileUp },
];

const APPROVALS: Destination = {
  to: routes.approvals,
  label: 'nav.approvals',
  icon: ClipboardCheck,
};
const SOURCES: Destination = { to: routes.sources, label: 'nav.sources', icon: Webhook };
const CHANNELS: Destination = { to: routes.channels, label: 'nav.channels', icon: RadioTower };
const SANDBOX: Destination = { to: routes.sandbox, label: 'nav.sandbox', icon: Smartphone };
const ASSIGNMENT: Destination = {
  to: routes.assignment,
  label: 'nav.assignment',
  icon: Shuffle,
};
const SCORING: Destination = { to: routes.scoring, label: 'nav.scoring', icon: Gauge };
const FIELDS: Destination = { to: routes.fields, label: 'nav.fields', icon: ListPlus };
const TEAM: Destination = { to: routes.team, label: 'nav.team', icon: IdCard };
const KEYS: Destination = { to: routes.keys, label: 'nav.keys', icon: KeyRound };
const AUDIT: Destination = { to: routes.audit, label: 'nav.audit', icon: ScrollText };
const PRIVACY: Destination = { to: routes.privacy, label: 'nav.privacy', icon: ShieldCheck };
const SETTINGS: Destination = { to: routes.settings, label: 'nav.settings', icon: Settings };
const PLATFORM: Destination = { to: routes.platform, label: 'nav.platform', icon: Building2 };

/** What is done every day; approvals only where some status is restricted. */
export function useWork(): Destination[] {
  const rules = useStatusRules().data?.rules ?? [];
  return rules.length > 0 ? [...WORK, APPROVALS] : WORK;
}

/** What is set up once, as far as it is there for this person. */
export function useSetup(): Destination[] {
  const sandbox = useHasSandbox();
  const team = useMay('MEMBER_READ');
  const keys = useMay('API_KEY_MANAGE');
  const audit = useMay('AUDIT_READ');
  const platform = useIsPlatformAdmin();
  const privacy = useMay('PRIVACY_MANAGE');
  return [
    SOURCES,
    CHANNELS,
    FIELDS,
    ...(sandbox ? [SANDBOX] : []),
    ...(team ? [TEAM, ASSIGNMENT] : []),
    SCORING,
    ...(keys ? [KEYS] : []),
    ...(audit ? [AUDIT] : []),
    ...(privacy ? [PRIVACY] : []),
    SETTINGS,
    ...(platform ? [PLATFORM] : []),
  ];
}

export function Navigation() {
  const work = useWork();
  const setup = useSetup();
  return (
    <nav aria-label={t('nav.label')} className="flex flex-1 flex-col gap-5 overflow-y-auto p-3">
      <ul className="flex flex-col gap-0.5">
        {work.map((entry) =>
          entry.to === routes.conversations ? (
            <Conversations key={entry.to} {...entry} />
          ) : entry === APPROVALS ? (
            <Approvals key={entry.to} {...entry} />
          ) : (
            <Item key={entry.to} {...entry} />
          ),
        )}
      </ul>
      <div>
        <p className="px-2.5 pb-1 text-xs font-medium text-ink-3">{t('nav.setup')}</p>
        <ul className="flex flex-col gap-0.5">
          {setup.map((entry) => (
            <Item key={entry.to} {...entry} />
          ))}
        </ul>
      </div>
    </nav>
  );
}

function Conversations(entry: Destination) {
  const count = useUnread();
  return <Item {...entry} count={count} says={t('chat.unread', { count })} />;
}

/** With how many the person can decide about. */
function Approvals(entry: Destination) {
  const count = useOpenRequests().items.filter(({ decidable }) => decidable).length;
  return <Item {...entry} count={count} says={t('approval.waiting', { count })} />;
}

interface ItemProps extends Destination {
  count?: number;
  /** The count in words. */
  says?: string;
}

function Item({ to, label, icon: Icon, count = 0, says }: ItemProps) {
  return (
    <li>
      <NavLink
        to={to}
        end={to === routes.dashboard}
        className={({ isActive }) =>
          cn(
            'flex h-9 items-center gap-2.5 rounded-md px-2.5 font-medium',
            isActive
              ? 'bg-accent-soft text-accent-text'
              : 'text-ink-2 hover:bg-hover hover:text-ink',
          )
        }
      >
        <Icon className="size-[18px] shrink-0" aria-hidden />
        {t(label)}
        {count > 0 && (
          <span className="ml-auto rounded-full bg-accent px-1.5 text-xs leading-5 font-semibold text-accent-ink">
            <span aria-hidden>{count > 99 ? '99+' : formatNumber(count)}</span>
            <span className="sr-only">{says}</span>
          </span>
        )}
      </NavLink>
    </li>
  );
}
