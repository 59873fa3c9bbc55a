import type { ReactNode } from 'react';
import { t } from '@/lib/i18n';
import { useDocumentTitle } from '@/ui/page';

interface AuthLayoutProps {
  title: string;
  text?: string;
  children: ReactNode;
  footer?: ReactNode;
}

export function AuthLayout({ title, text, children, footer }: AuthLayoutProps) {
  useDocumentTitle(title);
  return (
    <div className="h-full overflow-y-auto">
      <main className="flex min-h-full flex-col items-center justify-center gap-6 p-4">
        <div className="flex items-center gap-2.5">
          <img src="/favicon.svg" alt="" className="size-9" />
          <span className="text-lg font-semibold tracking-tight">MCE</span>
        </div>
        <div className="w-full max-w-sm rounded-xl border border-line bg-surface p-6 shadow-card">
          <h1 className="text-lg font-semibold">{title}</h1>
          <p className="mt-0.5 mb-5 text-ink-2">{text ?? t('auth.tagline')}</p>
          {children}
        </div>
        {footer && <p className="text-ink-2">{footer}</p>}
      </main>
    </div>
  );
}
