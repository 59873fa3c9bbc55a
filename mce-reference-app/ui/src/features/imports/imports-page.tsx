import { FileSpreadsheet, FileUp, X } from 'lucide-react';
import { useId, useRef, useState, type DragEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Import } from '@/api/types';
import { cn } from '@/lib/cn';
import { formatNumber } from '@/lib/format';
import { useIdempotencyKeys } from '@/lib/idempotency';
import { t } from '@/lib/i18n';
import { messageOf } from '@/lib/problem';
import { routes } from '@/lib/routes';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Field } from '@/ui/field';
import { FormProblem } from '@/ui/form';
import { Input } from '@/ui/input';
import { LoadMore } from '@/ui/load-more';
import { Card, Page, PageHeader, Section } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { isUnderWay, reportOf, useImports, useStartImport } from './api';

export function ImportsPage() {
  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('imports.title')} description={t('imports.text')} />
      <NewImport />
      <History />
    </Page>
  );
}

/** What the server takes at most. */
const MAX_BYTES = 256 * 1024 * 1024;

function NewImport() {
  const navigate = useNavigate();
  const start = useStartImport();
  const [file, setFile] = useState<File>();
  const keys = useIdempotencyKeys();
  const [over, setOver] = useState(false);
  const [automations, setAutomations] = useState(false);
  const [source, setSource] = useState('');
  const [wrong, setWrong] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    start.reset();
    setWrong(undefined);
    if (/\.(xlsx?|ods|numbers)$/i.test(chosen.name)) {
      setWrong(t('imports.spreadsheet'));
      return;
    }
    if (chosen.size === 0) {
      setWrong(t('imports.emptyFile'));
      return;
    }
    if (chosen.size > MAX_BYTES) {
      setWrong(t('imports.tooLarge', { size: sizeOf(MAX_BYTES) }));
      return;
    }
    setFile(chosen);
  };

  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0]);
  };

  const submit = () => {
    if (!file) return;
    const order = { automations, source: source.trim() };
    const key = keys.keyFor([file.name, file.size, file.lastModified, order]);
    start.mutate(
      { file, ...order, key },
      { onError: keys.failed, onSuccess: (created) => void navigate(routes.import(created.id)) },
    );
  };

  return (
    <Card className="flex flex-col gap-4 p-4">
      <input
        ref={input}
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        aria-label={t('imports.file')}
        className="sr-only"
        tabIndex={file ? -1 : 0}
        onChange={(event) => {
          choose(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {file ? (
        <div className="flex items-center gap-3 rounded-lg border border-line bg-canvas p-3">
          <FileSpreadsheet className="size-6 text-accent-text" aria-hidden />
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">{file.name}</p>
            <p className="text-[13px] text-ink-3">{sizeOf(file.size)}</p>
          </div>
          <Button
            variant="ghost"
            size="iconSm"
            aria-label={t('imports.removeFile')}
            onClick={() => setFile(undefined)}
          >
            <X aria-hidden />
          </Button>
        </div>
      ) : (
        <label
          htmlFor={id}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
          className={cn(
            'flex cursor-pointer flex-col items-center gap-1 rounded-lg border-2 border-dashed px-6 py-10 text-center',
            'has-focus-visible:outline-2 has-focus-visible:outline-focus',
            over ? 'border-accent bg-accent-soft' : 'border-line-strong/60 hover:bg-hover',
          )}
        >
          <FileUp className="mb-1 size-7 text-ink-3" aria-hidden />
          <span className="font-medium">{t('imports.drop')}</span>
          <span className="text-[13px] text-ink-2">{t('imports.columns')}</span>
        </label>
      )}
      <FormProblem message={wrong} />
      {file && (
        <>
          <Field label={t('imports.source')} hint={t('imports.sourceHint')} optional>
            {(control) => (
              <Input
                {...control}
                value={source}
                onChange={(event) => setSource(event.target.value)}
                placeholder={t('imports.sourcePlaceholder')}
                className="max-w-sm"
              />
            )}
          </Field>
          <Checkbox
            label={t('imports.automations')}
            hint={automations ? t('imports.automationsOn') : t('imports.automationsOff')}
            checked={automations}
            onChange={(event) => setAutomations(event.target.checked)}
          />
          <FormProblem message={start.error ? messageOf(start.error) : undefined} />
          <div className="flex gap-2">
            <Button variant="primary" busy={start.isPending} onClick={submit}>
              {t('imports.start')}
            </Button>
            <Button onClick={() => input.current?.click()}>{t('imports.otherFile')}</Button>
          </div>
        </>
      )}
    </Card>
  );
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return t('size.bytes', { size: formatNumber(bytes) });
  if (bytes < 1024 * 1024)
    return t('size.kilobytes', { size: formatNumber(Math.ceil(bytes / 1024)) });
  return t('size.megabytes', { size: formatNumber(Math.round(bytes / 104_857.6) / 10) });
}

function History() {
  const query = useImports();
  const { items } = query;
  return (
    <Section title={t('imports.history')}>
      {query.isPending ? (
        <SkeletonRows rows={3} />
      ) : query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState
          icon={FileSpreadsheet}
          title={t('imports.none')}
          text={t('imports.noneText')}
          className="py-8"
        />
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {items.map((item) => (
            <li key={item.id}>
              <Link
                to={routes.import(item.id)}
                className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-hover"
              >
                <span className="min-w-0 flex-1 basis-64">
                  <span className="block truncate font-medium">{item.fileName}</span>
                  <span className="text-[13px] text-ink-2">
                    {isUnderWay(item)
                      ? t('import.progress', { processed: item.processed, rows: item.rows })
                      : reportOf(item)}
                  </span>
                </span>
                <ImportStatusBadge item={item} />
                <Time at={item.createdAt} className="w-20 text-right text-[13px] text-ink-3" />
              </Link>
            </li>
          ))}
        </ul>
      )}
      <LoadMore query={query} />
    </Section>
  );
}

export function ImportStatusBadge({ item }: { item: Import }) {
  const tone = item.status === 'FAILED' ? 'bad' : item.status === 'COMPLETED' ? 'good' : 'accent';
  return (
    <Badge tone={tone} dot>
      {t(`import.status.${item.status}`)}
    </Badge>
  );
}
