import { Command } from 'cmdk';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useState } from 'react';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';
import { Popover, PopoverContent, PopoverTrigger } from '@/ui/popover';

export interface Choice {
  value: string;
  label: string;
}

interface ComboboxProps {
  id?: string;
  choices: readonly Choice[];
  /** The value chosen; without one the placeholder shows. */
  value?: string;
  placeholder?: string;
  onChange: (value: string) => void;
  disabled?: boolean;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
  'aria-required'?: boolean;
  'aria-label'?: string;
}

/** One of many, found by typing a part of its name or its code. */
export function Combobox({ choices, value, placeholder, onChange, ...control }: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        {...control}
        role="combobox"
        aria-expanded={open}
        className={cn(
          'flex h-9 w-full items-center justify-between gap-2 rounded-md border border-line-strong/60',
          'bg-surface px-3 text-left text-ink hover:border-line-strong aria-invalid:border-bad',
          'disabled:cursor-not-allowed disabled:bg-muted disabled:text-ink-3',
        )}
      >
        <span className={cn('min-w-0 truncate', !chosen && 'text-ink-3')}>
          {chosen?.label ?? value ?? placeholder}
        </span>
        <ChevronsUpDown className="size-4 shrink-0 text-ink-3" aria-hidden />
      </PopoverTrigger>
      <PopoverContent className="w-(--radix-popover-trigger-width) min-w-64 p-0">
        <Command
          label={t('form.search')}
          filter={(_, search, keywords = []) =>
            fold(keywords.join(' ')).includes(fold(search)) ? 1 : 0
          }
        >
          <Command.Input
            placeholder={t('form.search')}
            className="h-10 w-full border-b border-line bg-transparent px-3 outline-none"
          />
          <Command.List className="max-h-64 overflow-y-auto p-1">
            <Command.Empty className="px-3 py-4 text-center text-[13px] text-ink-2">
              {t('form.noneFound')}
            </Command.Empty>
            {choices.map((choice) => (
              <Command.Item
                key={choice.value}
                value={choice.value}
                keywords={[choice.label, choice.value]}
                onSelect={() => {
                  onChange(choice.value);
                  setOpen(false);
                }}
                className="flex min-h-8 cursor-pointer items-center gap-2 rounded px-2 py-1.5 data-[selected=true]:bg-hover"
              >
                <span className="min-w-0 flex-1 truncate">{choice.label}</span>
                {choice.value === value && <Check className="size-4 text-ink-3" aria-hidden />}
              </Command.Item>
            ))}
          </Command.List>
        </Command>
      </PopoverContent>
    </Popover>
  );
}

/** Without marks and case, so that "sao" finds "São Paulo". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('_', ' ').toLowerCase();
}
