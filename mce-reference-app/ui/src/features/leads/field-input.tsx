import type { CustomField } from '@/api/types';
import { splitChoices } from '@/lib/custom-fields';
import { t } from '@/lib/i18n';
import { Field } from '@/ui/field';
import { Input, Select, Textarea } from '@/ui/input';

interface FieldInputProps {
  field: CustomField;
  /** As it is stored; empty for none. */
  value: string;
  error?: string;
  onChange: (value: string) => void;
}

const INPUT_TYPES = { URL: 'url', PHONE: 'tel' } as const;

/** Asks for a value in the way of its type; the server says what is none. */
export function FieldInput({ field, value, error, onChange }: FieldInputProps) {
  if (field.type === 'MULTI_CHOICE') return <Choices {...{ field, value, error, onChange }} />;
  const label = field.currency ? `${field.label} (${field.currency})` : field.label;
  return (
    <Field label={label} error={error} required={field.required} optional={!field.required}>
      {(control) => {
        const common = {
          ...control,
          value,
          onChange: (event: { target: { value: string } }) => onChange(event.target.value),
        };
        switch (field.type) {
          case 'CHOICE':
            return <Options {...common} options={field.choices.map((each) => [each, each])} />;
          case 'BOOLEAN':
            return (
              <Options
                {...common}
                options={[
                  ['true', t('fields.true')],
                  ['false', t('fields.false')],
                ]}
              />
            );
          case 'DATE':
            // What was there before the field may be no day; it is not to vanish unseen.
            return (
              <Input
                {...common}
                type={!value || /^\d{4}-\d\d-\d\d$/.test(value) ? 'date' : 'text'}
              />
            );
          case 'NUMBER':
          case 'MONEY':
            return <Input {...common} inputMode="decimal" autoComplete="off" />;
          case 'URL':
          case 'PHONE':
            return <Input {...common} type={INPUT_TYPES[field.type]} autoComplete="off" />;
          default:
            return <Textarea {...common} rows={1} className="min-h-9" />;
        }
      }}
    </Field>
  );
}

interface OptionsProps extends Omit<React.ComponentProps<'select'>, 'value'> {
  value: string;
  options: [value: string, label: string][];
}

function Options({ value, options, ...props }: OptionsProps) {
  const known = value === '' || options.some(([each]) => each === value);
  return (
    <Select value={value} {...props}>
      <option value="">–</option>
      {options.map(([each, label]) => (
        <option key={each} value={each}>
          {label}
        </option>
      ))}
      {!known && <option value={value}>{value}</option>}
    </Select>
  );
}

function Choices({ field, value, error, onChange }: FieldInputProps) {
  const chosen = splitChoices(value);
  const choices = [...field.choices, ...chosen.filter((each) => !field.choices.includes(each))];
  const toggle = (choice: string, on: boolean) =>
    onChange((on ? [...chosen, choice] : chosen.filter((each) => each !== choice)).join('; '));
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="pb-1.5 text-[13px] font-medium">{field.label}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1.5">
        {choices.map((choice) => (
          <label key={choice} className="flex items-center gap-2">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={chosen.includes(choice)}
              onChange={(event) => toggle(choice, event.target.checked)}
            />
            {choice}
          </label>
        ))}
      </div>
      {error && (
        <p role="alert" className="text-[13px] text-bad-text">
          {error}
        </p>
      )}
    </fieldset>
  );
}
