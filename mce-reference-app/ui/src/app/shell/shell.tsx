import { lazy, Suspense, useEffect, useState } from 'react';
import { Navigate, Outlet, useLocation, useNavigation } from 'react-router';
import { Menu as MenuIcon, Search } from 'lucide-react';
import { LiveProvider } from '@/app/live';
import { ConnectionState } from '@/app/shell/connection-state';
import { Navigation } from '@/app/shell/navigation';
import { SendingBanner } from '@/app/shell/sending-banner';
import { t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { session, useSession } from '@/lib/session';
import { Button } from '@/ui/button';
import { cn } from '@/lib/cn';

// What opens on a press comes after the first paint; its place is kept free.
const OrganizationSwitcher = lazy(async () => ({
  default: (await import('@/app/shell/organization-switcher')).OrganizationSwitcher,
}));
const NoticesBell = lazy(async () => ({
  default: (await import('@/features/notices/notices-bell')).NoticesBell,
}));
const UserMenu = lazy(async () => ({
  default: (await import('@/app/shell/user-menu')).UserMenu,
}));
const BulkPanel = lazy(async () => ({
  default: (await import('@/features/bulk/bulk-panel')).BulkPanel,
}));
const CommandMenu = lazy(async () => ({
  default: (await import('@/app/shell/command-menu')).CommandMenu,
}));

const mac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');

/** The frame around every page behind the log-in. */
export function Shell() {
  const present = useSession();
  const location = useLocation();
  if (!present) {
    const place = location.pathname + location.search;
    const wasInside = session.hasEnded();
    const search = place === '/' ? '' : `?next=${encodeURIComponent(place)}`;
    return <Navigate to={routes.login + search} replace state={{ ended: wasInside }} />;
  }
  // A change of organization starts every screen anew: nothing of the other one may stay.
  return (
    <LiveProvider
      key={present.organization.id}
      organizationId={present.organization.id}
      userId={present.user.id}
    >
      <Frame />
    </LiveProvider>
  );
}

function Frame() {
  const [commandOpen, setCommandOpen] = useState(false);
  const [commandSeen, setCommandSeen] = useState(false);
  const [navigationOpen, setNavigationOpen] = useState(false);
  const loading = useNavigation().state === 'loading';
  const { pathname } = useLocation();

  const openCommand = () => {
    setCommandSeen(true);
    setCommandOpen(true);
  };

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        setCommandSeen(true);
        setCommandOpen((open) => !open);
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  const [seenPath, setSeenPath] = useState(pathname);
  if (seenPath !== pathname) {
    setSeenPath(pathname);
    setNavigationOpen(false);
  }

  return (
    <div className="flex h-full">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-pop"
      >
        {t('shell.skip')}
      </a>
      <aside
        className={cn(
          'flex w-56 shrink-0 flex-col border-r border-line bg-surface',
          'max-md:fixed max-md:inset-y-0 max-md:left-0 max-md:z-40 max-md:shadow-pop',
          !navigationOpen && 'max-md:hidden',
        )}
      >
        <div className="flex h-14 shrink-0 items-center border-b border-line px-2">
          <Suspense>
            <OrganizationSwitcher />
          </Suspense>
        </div>
        <Navigation />
      </aside>
      {navigationOpen && (
        <div
          className="fixed inset-0 z-30 bg-black/45 md:hidden"
          onClick={() => setNavigationOpen(false)}
          aria-hidden
        />
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="relative flex h-14 shrink-0 items-center gap-2 border-b border-line bg-surface px-3 sm:px-4">
          <Button
            variant="ghost"
            size="icon"
            className="md:hidden"
            aria-label={t('shell.openNavigation')}
            aria-expanded={navigationOpen}
            onClick={() => setNavigationOpen(true)}
          >
            <MenuIcon aria-hidden />
          </Button>
          <button
            type="button"
            onClick={openCommand}
            aria-keyshortcuts={mac ? 'Meta+K' : 'Control+K'}
            className="flex h-9 w-full max-w-80 items-center gap-2 rounded-md border border-line bg-canvas px-3 text-ink-3 hover:border-line-strong"
          >
            <Search className="size-4" aria-hidden />
            <span className="truncate">{t('shell.search')}</span>
            <kbd className="ml-auto rounded border border-line bg-surface px-1.5 text-xs max-sm:hidden">
              {mac ? '⌘ K' : 'Ctrl K'}
            </kbd>
          </button>
          <div className="ml-auto flex items-center gap-1">
            <ConnectionState />
            <Suspense fallback={<div className="h-9 w-[76px]" />}>
              <NoticesBell />
              <UserMenu />
            </Suspense>
          </div>
          {loading && (
            <div
              role="progressbar"
              aria-label={t('common.loading')}
              className="absolute inset-x-0 -bottom-px h-0.5 animate-pulse bg-accent"
            />
          )}
        </header>
        <SendingBanner />
        <main id="content" tabIndex={-1} className="min-h-0 flex-1 outline-none">
          <Outlet />
        </main>
      </div>
      <Suspense>
        <BulkPanel />
      </Suspense>
      {commandSeen && (
        <Suspense>
          <CommandMenu open={commandOpen} onOpenChange={setCommandOpen} />
        </Suspense>
      )}
    </div>
  );
}
