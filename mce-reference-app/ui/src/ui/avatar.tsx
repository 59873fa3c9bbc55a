import { cn } from '@/lib/cn';
import { initials } from '@/lib/format';

const tones = [
  'bg-accent-soft text-accent-text',
  'bg-info-soft text-info-text',
  'bg-plum-soft text-plum-text',
  'bg-warn-soft text-warn-text',
  'bg-good-soft text-good-text',
];

/** Initials on a colour that stays the same for the same name. Decoration: the name stands beside it. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  let sum = 0;
  for (const char of name) sum += char.codePointAt(0) ?? 0;
  return (
    <span
      aria-hidden
      className={cn(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-full text-xs font-semibold select-none',
        tones[sum % tones.length],
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
