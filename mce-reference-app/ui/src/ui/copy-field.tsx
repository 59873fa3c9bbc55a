import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';

interface CopyFieldProps {
  label: string;
  value: string;
  multiline?: boolean;
}

/** Text to take elsewhere: select it, or copy it with one press. */
export function CopyField({ label, value, multiline = false }: CopyFieldProps) {
  const [copied, setCopied] = useState(false);
  const text = useRef<HTMLElement>(null);

  const copy = async () => {
    if (await writeClipboard(value, text.current)) {
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    }
  };

  return (
    <div className="flex items-start gap-2 rounded-md border border-line bg-muted py-1 pr-1 pl-3">
      <code
        ref={text}
        aria-label={label}
        className={cn(
          'min-w-0 flex-1 py-1.5 font-mono text-[12.5px] text-ink select-all',
          multiline ? 'break-all whitespace-pre-wrap' : 'overflow-x-auto whitespace-nowrap',
        )}
        tabIndex={0}
      >
        {value}
      </code>
      <Button
        variant="ghost"
        size="sm"
        onClick={() => void copy()}
        aria-label={copied ? undefined : t('common.copyWhat', { what: label })}
      >
        {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
        <span aria-live="polite">{copied ? t('common.copied') : t('common.copy')}</span>
      </Button>
    </div>
  );
}

/** The clipboard exists only on https and localhost; elsewhere the old command does it. */
async function writeClipboard(value: string, shown: HTMLElement | null): Promise<boolean> {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(value);
      return true;
    } catch {
      // Refused by the browser: fall through to selecting it.
    }
  }
  if (!shown) return false;
  getSelection()?.selectAllChildren(shown);
  return document.execCommand('copy');
}
