import { t } from '@/lib/i18n';
import { Field } from '@/ui/field';
import { Select } from '@/ui/input';
import { useAccounts } from './api';
import { channelOf } from './words';

interface ChannelFieldProps {
  value: string;
  onChange: (channel: string) => void;
}

/** On which medium: all, or one that the organization has an account of. */
export function ChannelField({ value, onChange }: ChannelFieldProps) {
  const accounts = useAccounts().data?.items ?? [];
  const media = [...new Set(accounts.flatMap(({ channel }) => (channel ? [channel] : [])))].sort();
  return (
    <Field label={t('delivery.channel')}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {['ALL', ...media].map((channel) => (
            <option key={channel} value={channel}>
              {channelOf(channel)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
