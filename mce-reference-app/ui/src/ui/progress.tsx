import { cn } from '@/lib/cn';

interface ProgressProps {
  label: string;
  value: number;
  max: number;
  /** What a reader hears instead of a bare percentage. */
  text?: string;
  /** Parts of the bar from the left, each a share of max; without them the bar has one part. */
  parts?: { value: number; className: string }[];
  className?: string;
}

export function Progress({ label, value, max, text, parts, className }: ProgressProps) {
  const width = (part: number) => `${max > 0 ? Math.min(100, (part / max) * 100) : 0}%`;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={text}
      className={cn('flex h-2.5 overflow-hidden rounded-full bg-muted', className)}
    >
      {(parts ?? [{ value, className: 'bg-accent' }]).map((part, index) => (
        <div
          key={index}
          className={cn('h-full transition-[width] duration-300', part.className)}
          style={{ width: width(part.value) }}
        />
      ))}
    </div>
  );
}
