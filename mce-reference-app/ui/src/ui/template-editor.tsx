import { useId, useRef } from 'react';
import { t } from '@/lib/i18n';
import {
  renderTemplate,
  templateProblem,
  VARIABLES,
  type TemplateValues,
} from '@/lib/message-template';
import { Textarea } from '@/ui/input';

interface TemplateEditorProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  error?: string;
  /** The lead the preview is written to. */
  sample: TemplateValues;
}

/** A message with variables: chips put them in, and the preview shows what one person will read. */
export function TemplateEditor({ label, value, onChange, error, sample }: TemplateEditorProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const problem = templateProblem(value);
  const wrong = error ?? (problem && t('template.problem', { ...problem }));

  const insert = (variable: string) => {
    const place = `{{${variable}}}`;
    const element = box.current;
    const start = element?.selectionStart ?? value.length;
    const end = element?.selectionEnd ?? value.length;
    onChange(value.slice(0, start) + place + value.slice(end));
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(start + place.length, start + place.length);
    });
  };

  return (
    <div className="grid gap-x-5 gap-y-3 lg:grid-cols-[minmax(0,1fr)_17rem]">
      <div className="flex flex-col gap-1.5">
        <label htmlFor={id} className="text-[13px] font-medium">
          {label}
        </label>
        <Textarea
          ref={box}
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={`${id}-error`}
          rows={5}
        />
        <div
          id={`${id}-error`}
          aria-live="polite"
          className="text-[13px] text-bad-text empty:hidden"
        >
          {wrong && (
            <p>
              {wrong}{' '}
              {problem && (
                <button
                  type="button"
                  className="font-medium underline underline-offset-2"
                  onClick={() => onChange(value.split(problem.found).join(problem.suggestion))}
                >
                  {t('template.fix')}
                </button>
              )}
            </p>
          )}
        </div>
        <div role="group" aria-label={t('template.insert')} className="flex flex-wrap gap-1.5">
          {VARIABLES.map((variable) => (
            <button
              key={variable}
              type="button"
              onClick={() => insert(variable)}
              title={`{{${variable}}}`}
              className="h-7 rounded-full border border-line bg-muted px-2.5 text-xs font-medium text-ink-2 hover:border-line-strong hover:text-ink"
            >
              {t(`variable.${variable}`)}
            </button>
          ))}
        </div>
      </div>
      <figure className="flex flex-col gap-1.5">
        <figcaption className="text-[13px] font-medium">{t('template.preview')}</figcaption>
        <div className="flex min-h-24 flex-1 flex-col items-end rounded-lg border border-line bg-canvas p-3">
          {value.trim() ? (
            <p className="max-w-full rounded-2xl rounded-tr-md bg-bubble-out px-3 py-1.5 wrap-anywhere whitespace-pre-wrap shadow-card">
              {renderTemplate(value, sample)}
            </p>
          ) : (
            <p className="m-auto text-[13px] text-ink-3">{t('template.empty')}</p>
          )}
        </div>
      </figure>
    </div>
  );
}
