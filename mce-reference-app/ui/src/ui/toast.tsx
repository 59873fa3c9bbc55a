import { lazy, Suspense, useEffect, useState, type CSSProperties } from 'react';
import { t } from '@/lib/i18n';
import { messageOf } from '@/lib/problem';

interface Action {
  label: string;
  onClick: () => void;
}

// Nothing is told before the first page stands, so the messages' code does not delay it.
const load = () => import('sonner');
const Sonner = lazy(async () => ({ default: (await load()).Toaster }));

export const toast = {
  /** With an action it stays until there was time to read and press it. */
  done: (text: string, action?: Action) =>
    void load().then(({ toast: show }) =>
      show.success(text, { action, duration: action ? 12_000 : undefined }),
    ),
  tell: (text: string, action?: Action) =>
    void load().then(({ toast: show }) => show(text, { action })),
  warn: (text: string, action?: Action) =>
    void load().then(({ toast: show }) => show.warning(text, { action, duration: 10_000 })),
  problem: (error: unknown, action?: Action) =>
    void load().then(({ toast: show }) =>
      show.error(messageOf(error), { action, duration: 8_000, className: 'whitespace-pre-line' }),
    ),
};

export function Toaster({ dark }: { dark: boolean }) {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), 1);
    return () => clearTimeout(timer);
  }, []);
  if (!ready) return null;
  return (
    <Suspense>
      <Sonner
        theme={dark ? 'dark' : 'light'}
        position="bottom-right"
        closeButton
        containerAriaLabel={t('common.notifications')}
        style={
          {
            '--normal-bg': 'var(--raised)',
            '--normal-border': 'var(--line)',
            '--normal-text': 'var(--ink)',
          } as CSSProperties
        }
      />
    </Suspense>
  );
}
