import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Webhook } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { HookSignature, LeadSource, Page as PageOf } from '@/api/types';
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
import { HeldDeliveries } from './held-deliveries';

const SIGNATURES: readonly HookSignature[] = ['NONE', 'HUB', 'TYPEFORM', 'GOOGLE_ADS'];

/** Addresses that forms and ads send leads to. */
export function SourcesPage() {
  const keys = queryKeys(useOrganizationId());
  const [creating, setCreating] = useState(false);
  const query = useQuery({
    queryKey: keys.sources,
    queryFn: ({ signal }) => http.get<PageOf<LeadSource>>('/api/sources', { signal }),
  });
  const sources = query.data?.items ?? [];
  const may = useMay('SOURCE_MANAGE');
  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('nav.sources')} description={t('sources.text')}>
        <Button variant="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden />
          {t('sources.new')}
        </Button>
      </PageHeader>
      {may && <HeldDeliveries />}
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
            <Button variant="primary" onClick={() => setCreating(true)}>
              {t('sources.new')}
            </Button>
          </EmptyState>
        </Card>
      ) : (
        <ul aria-label={t('nav.sources')} className="flex flex-col gap-3">
          {sources.map((source) => (
            <li key={source.id}>
              <SourceCard source={source} />
            </li>
          ))}
        </ul>
      )}
      <Dialog
        open={creating}
        onOpenChange={setCreating}
        title={t('sources.new')}
        description={t('sources.newText')}
      >
        <SourceForm onDone={() => setCreating(false)} />
      </Dialog>
    </Page>
  );
}

function SourceCard({ source }: { source: LeadSource }) {
  const [example, setExample] = useState(false);
  const url = new URL(source.hookUrl, location.origin).toString();
  return (
    <Card className="flex flex-col gap-3 p-4">
      <div className="flex items-center justify-between gap-3">
        <h2 className="truncate text-[15px] font-semibold">{source.name}</h2>
        <span className="shrink-0 text-[13px] text-ink-3">
          {t('sources.created', { at: formatDateTime(source.createdAt) })}
        </span>
      </div>
      <CopyField label={t('sources.urlOf', { name: source.name })} value={url} />
      <p className="text-[13px] text-ink-2">
        {source.signature === 'NONE'
          ? t('sources.secret')
          : `${t('sources.signature')}: ${t(`sources.signature.${source.signature}`)}`}
      </p>
      <details open={example} onToggle={(event) => setExample(event.currentTarget.open)}>
        <summary className="font-medium text-accent-text">{t('sources.try')}</summary>
        <div className="mt-2 flex flex-col gap-2">
          <CopyField label={t('sources.curl')} value={curl(url)} multiline />
          <p className="text-[13px] text-ink-2">{t('sources.fields')}</p>
        </div>
      </details>
    </Card>
  );
}

function curl(url: string): string {
  const body = '{"name": "Ana Souza", "phone": "+55 11 91234-5678", "email": "ana@example.com"}';
  return `curl -X POST '${url}' -H 'Content-Type: application/json' -d '${body}'`;
}

function SourceForm({ onDone }: { onDone: () => void }) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  const [name, setName] = useState('');
  const [signature, setSignature] = useState<HookSignature>('NONE');
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
