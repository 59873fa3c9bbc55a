import { t } from '@/lib/i18n';
import { useLiveState } from '@/lib/live';
import { cn } from '@/lib/cn';

/** Whether what is on screen moves by itself. */
export function ConnectionState() {
  const state = useLiveState();
  return (
    <div
      role="status"
      title={t(`live.${state}.text`)}
      aria-label={t('live.label', { state: t(`live.${state}`) })}
      className="flex h-9 items-center gap-2 rounded-md px-2 text-[13px] text-ink-2"
    >
      <span
        aria-hidden
        className={cn(
          'size-2 rounded-full',
          state === 'live' ? 'bg-good-text' : 'animate-pulse bg-warn-text',
        )}
      />
      <span className="max-sm:sr-only">{t(`live.${state}`)}</span>
    </div>
  );
}
