import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus, Webhook } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { CatalogEntry, HookSignature, LeadSource } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { http } from '@/lib/http';
import { useIdempotencyKeys } from '@/lib/idempotency';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { messageOf, Problem } from '@/lib/problem';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { Button } from '@/ui/button';
import { CopyField } from '@/ui/copy-field';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Field } from '@/ui/field';
import { FormProblem } from '@/ui/form';
import { Input, Select } from '@/ui/input';
import { Card, Page, PageHeader } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { useLeadSourceKinds, useSources } from './api';
import { HeldDeliveries } from './held-deliveries';
import { MappingEditor } from './mapping-editor';
import { PolledSources } from './polled-sources';

const SIGNATURES: readonly HookSignature[] = ['NONE', 'HUB', 'TYPEFORM', 'GOOGLE_ADS'];

interface Preset {
  id: 'website' | 'googleAds' | 'typeform' | 'other';
  signature: HookSignature;
}

const PRESETS: readonly Preset[] = [
  { id: 'website', signature: 'NONE' },
  { id: 'googleAds', signature: 'GOOGLE_ADS' },
  { id: 'typeform', signature: 'TYPEFORM' },
  { id: 'other', signature: 'HUB' },
];

/** The account of a source that is asked: one that exists, or a new one of a provider. */
export interface AccountToOpen {
  accountId?: string;
  provider?: string;
  providerName?: string;
}

interface SourcesProps {
  /** The form of an account. */
  account: (open: AccountToOpen, onClose: () => void) => ReactNode;
}

/** Where leads come from: addresses that are sent to, and places that are asked. */
export function Sources({ account }: SourcesProps) {
  const [creating, setCreating] = useState<Preset | 'choose'>();
  const [opened, setOpened] = useState<AccountToOpen>();
  const query = useSources();
  const sources = query.data?.items ?? [];
  const may = useMay('SOURCE_MANAGE');
  const kinds = useLeadSourceKinds(may);
  const create = () => setCreating('choose');
  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('nav.sources')} description={t('sources.text')}>
        <Button variant="primary" onClick={create}>
          <Plus aria-hidden />
          {t('sources.new')}
        </Button>
      </PageHeader>
      {may && <HeldDeliveries />}
      <PolledSources enabled={may} onEdit={(accountId) => setOpened({ accountId })} />
      {query.isPending ? (
        <Card>
          <SkeletonRows rows={2} className="h-20" />
        </Card>
      ) : query.isError && !query.data ? (
        <Card>
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </Card>
      ) : sources.length === 0 ? (
        <Card>
          <EmptyState icon={Webhook} title={t('sources.none')} text={t('sources.noneText')}>
            <Button variant="primary" onClick={create}>
              {t('sources.new')}
            </Button>
          </EmptyState>
        </Card>
      ) : (
        <ul aria-label={t('nav.sources')} className="flex flex-col gap-3">
          {sources.map((source) => (
            <li key={source.id}>
              <SourceCard source={source} may={may} />
            </li>
          ))}
        </ul>
      )}
      <Dialog
        open={creating !== undefined}
        onOpenChange={(open) => setCreating(open ? 'choose' : undefined)}
        title={t('sources.new')}
        description={t('sources.newText')}
      >
        {creating === 'choose' ? (
          <Choice
            kinds={kinds}
            onPreset={setCreating}
            onAccount={(open) => {
              setCreating(undefined);
              setOpened(open);
            }}
          />
        ) : (
          creating && <SourceForm preset={creating} onDone={() => setCreating(undefined)} />
        )}
      </Dialog>
      {opened && account(opened, () => setOpened(undefined))}
    </Page>
  );
}

interface ChoiceProps {
  kinds: CatalogEntry[];
  onPreset: (preset: Preset) => void;
  onAccount: (open: AccountToOpen) => void;
}

/** What kind of source it is to be. */
function Choice({ kinds, onPreset, onAccount }: ChoiceProps) {
  const line =
    'w-full rounded-md border border-line px-3 py-2 text-left hover:bg-muted focus-visible:outline-2';
  return (
    <DialogBody>
      <ul aria-label={t('sources.kinds')} className="flex flex-col gap-2">
        {PRESETS.map((preset) => (
          <li key={preset.id}>
            <button type="button" className={line} onClick={() => onPreset(preset)}>
              <span className="font-medium">{t(`sources.preset.${preset.id}`)}</span>
              <span className="block text-[13px] text-ink-2">
                {t(`sources.presetText.${preset.id}`)}
              </span>
            </button>
          </li>
        ))}
        {kinds.map((kind) => (
          <li key={kind.provider}>
            <button
              type="button"
              className={line}
              onClick={() => onAccount({ provider: kind.provider, providerName: kind.displayName })}
            >
              <span className="font-medium">{kind.displayName}</span>
              <span className="block text-[13px] text-ink-2">{t('sources.presetText.asked')}</span>
            </button>
          </li>
        ))}
      </ul>
    </DialogBody>
  );
}

/** What to paste where, for a source that proves itself like this. */
function Steps({ signature }: { signature: HookSignature }) {
  return (
    <ol className="list-decimal pl-5 text-[13px] text-ink-2">
      {t(`sources.steps.${signature}`)
        .split('\n')
        .map((step) => (
          <li key={step}>{step}</li>
        ))}
    </ol>
  );
}

function SourceCard({ source, may }: { source: LeadSource; may: boolean }) {
  const [example, setExample] = useState(false);
  const [mapping, setMapping] = useState(false);
  const url = new URL(source.hookUrl, location.origin).toString();
  return (
    <Card className="flex flex-col gap-3 p-4">
      <div className="flex items-center justify-between gap-3">
        <h2 className="truncate text-[15px] font-semibold">{source.name}</h2>
        <span className="shrink-0 text-[13px] text-ink-3">
          {t('sources.created', { at: formatDateTime(source.createdAt) })}
        </span>
        {may && (
          <Button
            size="sm"
            aria-label={t('mapping.openOf', { name: source.name })}
            onClick={() => setMapping(true)}
          >
            {t('mapping.open')}
          </Button>
        )}
      </div>
      <CopyField label={t('sources.urlOf', { name: source.name })} value={url} />
      <p className="text-[13px] text-ink-2">
        {source.signature === 'NONE'
          ? t('sources.secret')
          : `${t('sources.signature')}: ${t(`sources.signature.${source.signature}`)}`}
      </p>
      {source.mapping && (
        <p className="text-[13px] text-ink-2">
          {t('mapping.count', { count: source.mapping.rules.length })}
        </p>
      )}
      <details open={example} onToggle={(event) => setExample(event.currentTarget.open)}>
        <summary className="font-medium text-accent-text">{t('sources.try')}</summary>
        <div className="mt-2 flex flex-col gap-2">
          <Steps signature={source.signature} />
          <CopyField label={t('sources.curl')} value={curl(url)} multiline />
          <p className="text-[13px] text-ink-2">{t('sources.fields')}</p>
        </div>
      </details>
      <MappingEditor source={source} open={mapping} onOpenChange={setMapping} />
    </Card>
  );
}

function curl(url: string): string {
  const body = '{"name": "Ana Souza", "phone": "+55 11 91234-5678", "email": "ana@example.com"}';
  return `curl -X POST '${url}' -H 'Content-Type: application/json' -d '${body}'`;
}

function SourceForm({ preset, onDone }: { preset: Preset; onDone: () => void }) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  const [name, setName] = useState(() => t(`sources.presetName.${preset.id}`));
  const [signature, setSignature] = useState<HookSignature>(preset.signature);
  const [secret, setSecret] = useState('');
  const [missing, setMissing] = useState(false);
  const idempotency = useIdempotencyKeys();
  const create = useMutation({
    meta: { ownErrors: true },
    mutationFn: (body: { name: string; signature: HookSignature; secret?: string }) =>
      http.post<LeadSource>('/api/sources', { body, idempotencyKey: idempotency.keyFor(body) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.sources });
      onDone();
    },
    onError: idempotency.failed,
  });
  const problemOf = (field: string) =>
    create.error instanceof Problem
      ? create.error.errors.find((each) => each.field === field)?.message
      : undefined;
  const own = problemOf('name');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!name.trim());
    if (name.trim()) {
      create.mutate({
        name: name.trim(),
        signature,
        secret: signature === 'NONE' ? undefined : secret,
      });
    }
  };

  return (
    <form noValidate onSubmit={submit}>
      <DialogBody>
        <Steps signature={signature} />
        <Field
          label={t('sources.name')}
          hint={t('sources.nameHint')}
          error={missing ? t('sources.nameMissing') : own}
          required
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
              placeholder={t('sources.namePlaceholder')}
            />
          )}
        </Field>
        {preset.id === 'other' && (
          <Field label={t('sources.signature')} hint={t('sources.signatureHint')}>
            {(control) => (
              <Select
                {...control}
                value={signature}
                onChange={(event) => setSignature(event.target.value as HookSignature)}
              >
                {SIGNATURES.map((each) => (
                  <option key={each} value={each}>
                    {t(`sources.signature.${each}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {signature !== 'NONE' && (
          <Field
            label={t('sources.signingSecret')}
            hint={t('sources.signingSecretHint')}
            error={problemOf('secret')}
            required
          >
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete="off"
                value={secret}
                onChange={(event) => setSecret(event.target.value)}
              />
            )}
          </Field>
        )}
        <FormProblem
          message={
            create.error && !own && !problemOf('secret') ? messageOf(create.error) : undefined
          }
        />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={create.isPending}>
          {t('sources.create')}
        </Button>
      </DialogFooter>
    </form>
  );
}
