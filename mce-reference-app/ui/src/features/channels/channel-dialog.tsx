import { useState, type FormEvent } from 'react';
import type { CatalogEntry, ChannelAccount, SettingDescriptor } from '@/api/types';
import { useIdempotencyKeys } from '@/lib/idempotency';
import { t } from '@/lib/i18n';
import { messageOf, Problem } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { ErrorState } from '@/ui/empty-state';
import { Field } from '@/ui/field';
import { ConflictNotice, FormProblem } from '@/ui/form';
import { Input, Select } from '@/ui/input';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { isLeadSource, useCatalog, useChangeChannel, useCreateChannel } from './api';
import { faultOf, inputsOf, settingsOf, type SettingInputs } from './settings-values';

interface ChannelDialogProps {
  /** The account to change; absent for a new one. */
  channel?: ChannelAccount;
  /** The provider to choose at first for a new one. */
  provider?: string;
  /** Which kinds of provider are there to choose from. */
  offers?: (entry: CatalogEntry) => boolean;
  title?: string;
  /** What the button says that makes a new one. */
  create?: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function ChannelDialog({
  channel,
  provider,
  offers = (entry) => !isLeadSource(entry),
  title = t('channels.new'),
  create = t('channels.create'),
  open,
  onOpenChange,
}: ChannelDialogProps) {
  const catalog = useCatalog();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={channel ? t('channels.editTitle', { name: channel.name }) : title}
      description={channel ? undefined : t('channels.newText')}
    >
      {catalog.isPending ? (
        <DialogBody>
          <Skeleton className="h-9" />
          <Skeleton className="h-9" />
          <Skeleton className="h-9" />
        </DialogBody>
      ) : catalog.isError ? (
        <ErrorState error={catalog.error} onRetry={() => void catalog.refetch()} />
      ) : (
        <ChannelForm
          key={channel?.id ?? provider ?? 'new'}
          catalog={catalog.data.items.filter(
            (entry) => offers(entry) || entry.provider === channel?.provider,
          )}
          channel={channel}
          first={provider}
          submit={create}
          onDone={() => onOpenChange(false)}
        />
      )}
    </Dialog>
  );
}

interface ChannelFormProps {
  catalog: CatalogEntry[];
  channel?: ChannelAccount;
  first?: string;
  submit: string;
  onDone: () => void;
}

/** The provider describes its settings, and this form draws what it describes. */
function ChannelForm({ catalog, channel, first, submit, onDone }: ChannelFormProps) {
  const [base, setBase] = useState(channel);
  const [provider, setProvider] = useState(
    channel?.provider ?? first ?? catalog[0]?.provider ?? '',
  );
  const entry = catalog.find((each) => each.provider === provider);
  const descriptors = entry?.settings ?? [];
  const [name, setName] = useState(channel?.name ?? entry?.displayName ?? '');
  const [inputs, setInputs] = useState(() => inputsOf(descriptors, channel?.settings));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string>();
  const [theirs, setTheirs] = useState<ChannelAccount>();
  const keys = useIdempotencyKeys();
  const create = useCreateChannel();
  const change = useChangeChannel(channel?.id ?? '');

  const chooseProvider = (next: string) => {
    const chosen = catalog.find((each) => each.provider === next);
    setProvider(next);
    setName(chosen?.displayName ?? '');
    setInputs(inputsOf(chosen?.settings ?? []));
    setErrors({});
  };

  const check = (): boolean => {
    const found: Record<string, string> = {};
    if (!name.trim()) found.name = t('channels.nameMissing');
    for (const descriptor of descriptors) {
      const fault = faultOf(descriptor, inputs[descriptor.name], channel !== undefined);
      if (fault) found[descriptor.name] = t(`setting.${fault}`, { label: descriptor.label });
    }
    setErrors(found);
    return Object.keys(found).length === 0;
  };

  const refused = (error: unknown) => {
    keys.failed(error);
    if (!(error instanceof Problem)) return setProblem(messageOf(error));
    if (error.isConflict && error.current) return setTheirs(error.current as ChannelAccount);
    const found: Record<string, string> = {};
    const homeless: string[] = [];
    for (const { field, message } of error.errors) {
      const known = field.replace(/^settings\./, '');
      if (known === 'name' || descriptors.some((each) => each.name === known))
        found[known] = message;
      else homeless.push(message);
    }
    setErrors(found);
    if (error.errors.length === 0) setProblem(error.message);
    else setProblem(homeless.length > 0 ? homeless.join(' ') : undefined);
  };

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(undefined);
    if (!check()) return;
    const settings = settingsOf(descriptors, inputs, base?.settings);
    const account = { provider, name: name.trim(), settings };
    try {
      if (base) await change.mutateAsync({ name: name.trim(), settings, version: base.version });
      else await create.mutateAsync({ ...account, key: keys.keyFor(account) });
      toast.done(base ? t('channels.saved') : t('channels.created'));
      onDone();
    } catch (error) {
      refused(error);
    }
  };

  return (
    <form noValidate className="flex min-h-0 flex-col" onSubmit={(event) => void save(event)}>
      <DialogBody>
        {theirs && (
          <ConflictNotice
            onReload={() => {
              setBase(theirs);
              setName(theirs.name);
              setInputs(inputsOf(descriptors, theirs.settings));
              setTheirs(undefined);
            }}
          />
        )}
        {!channel && (
          <Field label={t('channels.provider')}>
            {(control) => (
              <Select
                {...control}
                value={provider}
                onChange={(event) => chooseProvider(event.target.value)}
              >
                {catalog.map((each) => (
                  <option key={each.provider} value={each.provider}>
                    {each.displayName}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field
          label={t('channels.name')}
          hint={t('channels.nameHint')}
          error={errors.name}
          required
        >
          {(control) => (
            <Input {...control} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        {descriptors.map((descriptor) => (
          <Setting
            key={descriptor.name}
            descriptor={descriptor}
            value={inputs[descriptor.name] ?? ''}
            stored={channel !== undefined}
            error={errors[descriptor.name]}
            onChange={(value) =>
              setInputs((now: SettingInputs) => ({ ...now, [descriptor.name]: value }))
            }
          />
        ))}
        <FormProblem message={problem} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button
          type="submit"
          variant="primary"
          busy={create.isPending || change.isPending}
          disabled={!!theirs}
        >
          {channel ? t('common.save') : submit}
        </Button>
      </DialogFooter>
    </form>
  );
}

interface SettingProps {
  descriptor: SettingDescriptor;
  value: string | boolean;
  stored: boolean;
  error?: string;
  onChange: (value: string | boolean) => void;
}

function Setting({ descriptor, value, stored, error, onChange }: SettingProps) {
  const { label, type, help, required, options } = descriptor;
  if (typeof value === 'boolean') {
    return (
      <Checkbox
        label={label}
        hint={help}
        checked={value}
        onChange={(event) => onChange(event.target.checked)}
      />
    );
  }
  const more =
    type === 'DURATION'
      ? t('setting.durationHint')
      : type === 'LIST'
        ? t('setting.listHint')
        : undefined;
  const hint = [help, more].filter(Boolean).join(' ') || undefined;
  return (
    <Field label={label} hint={hint} error={error} required={required} optional={!required}>
      {(control) =>
        type === 'ENUM' ? (
          <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
            {!required && <option value="">{t('setting.default')}</option>}
            {(options ?? []).map((option) => (
              <option key={option} value={option}>
                {option}
              </option>
            ))}
          </Select>
        ) : (
          <Input
            {...control}
            type={type === 'SECRET' ? 'password' : type === 'URI' ? 'url' : 'text'}
            inputMode={type === 'INTEGER' ? 'numeric' : type === 'DECIMAL' ? 'decimal' : undefined}
            autoComplete={type === 'SECRET' ? 'new-password' : 'off'}
            placeholder={type === 'SECRET' && stored ? t('setting.secretStored') : undefined}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
