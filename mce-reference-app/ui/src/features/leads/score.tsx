import { cn } from '@/lib/cn';

/** A score of 0 to 100 as a number and, beside it, as a short bar. */
export function Score({ value, className }: { value: number; className?: string }) {
  const share = Math.max(0, Math.min(100, value));
  return (
    <span className={cn('flex items-center gap-2', className)}>
      <span className="w-7 text-right font-medium">{value}</span>
      <span aria-hidden className="h-1.5 w-10 overflow-hidden rounded-full bg-muted">
        <span className="block h-full rounded-full bg-accent" style={{ width: `${share}%` }} />
      </span>
    </span>
  );
}
