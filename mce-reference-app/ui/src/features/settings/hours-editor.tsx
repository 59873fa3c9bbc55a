import { Plus, X } from 'lucide-react';
import { WEEKDAYS, type Span, type WeekHours, type Weekday } from '@/api/types';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { Input } from '@/ui/input';
import { dayName } from './values';

interface HoursEditorProps {
  value: WeekHours;
  onChange: (hours: WeekHours) => void;
  errorOf: (day: Weekday) => string | undefined;
}

/** When each weekday is open: no span is a closed day. */
export function HoursEditor({ value, onChange, errorOf }: HoursEditorProps) {
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="text-[13px] font-medium">{t('settings.hours')}</legend>
      <p className="text-[13px] text-ink-3">{t('settings.hoursHint')}</p>
      <ul className="divide-y divide-line rounded-md border border-line">
        {WEEKDAYS.map((day) => (
          <Day
            key={day}
            name={dayName(day)}
            spans={value[day] ?? []}
            error={errorOf(day)}
            onChange={(spans) => onChange({ ...value, [day]: spans })}
          />
        ))}
      </ul>
    </fieldset>
  );
}

interface DayProps {
  name: string;
  spans: Span[];
  error: string | undefined;
  onChange: (spans: Span[]) => void;
}

function Day({ name, spans, error, onChange }: DayProps) {
  const next = (): Span => {
    const last = spans[spans.length - 1];
    return last ? { from: last.to, to: '' } : { from: '09:00', to: '18:00' };
  };
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1.5 px-3 py-2">
      <span className="w-28 leading-9 font-medium">{name}</span>
      <div className="flex min-w-48 flex-1 flex-col gap-1.5">
        {spans.length === 0 && <span className="leading-9 text-ink-3">{t('settings.closed')}</span>}
        {spans.map((span, index) => (
          <div key={index} className="flex items-center gap-1.5">
            <SpanInputs
              name={name}
              value={span}
              onChange={(changed) =>
                onChange(spans.map((each, place) => (place === index ? changed : each)))
              }
            />
            <Button
              variant="ghost"
              size="iconSm"
              aria-label={t('settings.spanRemove', { day: name, from: span.from, to: span.to })}
              onClick={() => onChange(spans.filter((_, place) => place !== index))}
            >
              <X aria-hidden />
            </Button>
          </div>
        ))}
        {error && (
          <p role="alert" className="text-[13px] text-bad-text">
            {error}
          </p>
        )}
      </div>
      <Button
        variant="ghost"
        size="sm"
        className="mt-0.5"
        aria-label={t('settings.spanAdd', { day: name })}
        onClick={() => onChange([...spans, next()])}
      >
        <Plus aria-hidden />
        {t('settings.hoursAdd')}
      </Button>
    </li>
  );
}

interface SpanInputsProps {
  /** What the times are of. */
  name: string;
  value: Span;
  onChange: (span: Span) => void;
}

/** From one time of the day to another. */
export function SpanInputs({ name, value, onChange }: SpanInputsProps) {
  return (
    <>
      <Input
        type="time"
        className="w-auto"
        aria-label={t('settings.from', { what: name })}
        value={value.from}
        onChange={(event) => onChange({ ...value, from: event.target.value })}
      />
      <span aria-hidden>–</span>
      <Input
        type="time"
        className="w-auto"
        aria-label={t('settings.to', { what: name })}
        value={value.to}
        onChange={(event) => onChange({ ...value, to: event.target.value })}
      />
    </>
  );
}
