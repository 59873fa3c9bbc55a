import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

const box =
  'w-full rounded-md border border-line-strong/60 bg-surface px-3 text-ink ' +
  'hover:border-line-strong disabled:cursor-not-allowed disabled:bg-muted disabled:text-ink-3 ' +
  'aria-invalid:border-bad focus-visible:outline-offset-0';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(box, 'h-9', className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(box, 'min-h-20 resize-y py-2', className)} {...props} />;
}

export function Select({ className, children, ...props }: ComponentProps<'select'>) {
  return (
    <select
      className={cn(
        box,
        'h-9 appearance-none bg-[length:16px] bg-[position:right_10px_center] bg-no-repeat pr-9',
        'bg-[url("data:image/svg+xml,%3Csvg%20xmlns=%27http://www.w3.org/2000/svg%27%20viewBox=%270%200%2024%2024%27%20fill=%27none%27%20stroke=%27%23808d97%27%20stroke-width=%272%27%3E%3Cpath%20d=%27m6%209%206%206%206-6%27/%3E%3C/svg%3E")]',
        className,
      )}
      {...props}
    >
      {children}
    </select>
  );
}
