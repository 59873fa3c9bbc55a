import { t } from '@/lib/i18n';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import type { CapValues } from './sending-limits';

interface CapFieldsProps {
  value: CapValues;
  disabled: boolean;
  /** Whether a field makes no sense. */
  wrong: (field: keyof CapValues) => boolean;
  onChange: (value: CapValues) => void;
}

/** How much on a day, and on the first days of a new number. */
export function CapFields({ value, disabled, wrong, onChange }: CapFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label={t('limits.messages')}
        hint={t('limits.messagesHint')}
        error={wrong('messages') ? t('limits.number', { most: '1,000,000' }) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            disabled={disabled}
            value={value.messages}
            onChange={(event) => onChange({ ...value, messages: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('limits.warmUp')}
        hint={t('limits.warmUpHint')}
        error={wrong('warmUp') ? t('limits.warmUpWrong') : undefined}
      >
        {(control) => (
          <Input
            {...control}
            disabled={disabled}
            placeholder="50, 100, 200, 400"
            value={value.warmUp}
            onChange={(event) => onChange({ ...value, warmUp: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
