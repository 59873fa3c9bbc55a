import { FileSpreadsheet, FileUp, X } from 'lucide-react';
import { useEffect, useId, useRef, useState, type DragEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Import } from '@/api/types';
import { cn } from '@/lib/cn';
import { formatNumber } from '@/lib/format';
import { t } from '@/lib/i18n';
import { messageOf } from '@/lib/problem';
import { routes } from '@/lib/routes';
import { Badge, type Tone } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { FormProblem } from '@/ui/form';
import { LoadMore } from '@/ui/load-more';
import { Card, Page, PageHeader, Section } from '@/ui/page';
import { Progress } from '@/ui/progress';
import { SkeletonRows } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { isUnderWay, reportOf, useImports, usePersonName } from './api';
import { upload } from './upload';

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
  const [sending, setSending] = useState<{ file: File; sent: number }>();
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const stop = useRef<AbortController>(undefined);
  const id = useId();

  useEffect(() => () => stop.current?.abort(), []);

  const choose = (file: File | undefined) => {
    if (!file) return;
    if (/\.(xlsx?|ods|numbers)$/i.test(file.name)) setWrong(t('imports.spreadsheet'));
    else if (file.size === 0) setWrong(t('imports.emptyFile'));
    else if (file.size > MAX_BYTES) setWrong(t('imports.tooLarge', { size: sizeOf(MAX_BYTES) }));
    else void send(file);
  };

  const send = async (file: File) => {
    const controller = new AbortController();
    stop.current = controller;
    setWrong(undefined);
    setSending({ file, sent: 0 });
    try {
      const stored = await upload({
        file,
        signal: controller.signal,
        onProgress: (sent) => setSending({ file, sent }),
      });
      void navigate(routes.import(stored.id));
    } catch (error) {
      if (!controller.signal.aborted) setWrong(messageOf(error));
      setSending(undefined);
    }
  };

  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0]);
  };

  if (sending) {
    const { file, sent } = sending;
    const text = t('imports.sent', { sent: sizeOf(sent), size: sizeOf(file.size) });
    return (
      <Card className="flex flex-col gap-3 p-4">
        <div className="flex items-center gap-3">
          <FileSpreadsheet className="size-6 text-accent-text" aria-hidden />
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">{file.name}</p>
            <p className="text-[13px] text-ink-3">{text}</p>
          </div>
          <Button
            variant="ghost"
            size="iconSm"
            aria-label={t('imports.stopSending')}
            onClick={() => stop.current?.abort()}
          >
            <X aria-hidden />
          </Button>
        </div>
        <Progress label={t('imports.sending')} value={sent} max={file.size} text={text} />
      </Card>
    );
  }
  return (
    <Card className="flex flex-col gap-4 p-4">
      <input
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        aria-label={t('imports.file')}
        className="sr-only"
        onChange={(event) => {
          choose(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
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
        <span className="text-[13px] text-ink-3">{t('imports.previewFirst')}</span>
      </label>
      <FormProblem message={wrong} />
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
  const nameOf = usePersonName();
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
                    {t('imports.by', { name: nameOf(item.startedBy) })} · {briefly(item)}
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

function briefly(item: Import): string {
  if (item.status === 'DRAFT' || item.status === 'UPLOADING') return sizeOf(item.bytes);
  return isUnderWay(item) || item.status === 'PAUSED'
    ? t('import.progress', { processed: item.processed, rows: item.rows })
    : reportOf(item);
}

function toneOf({ status }: Import): Tone {
  switch (status) {
    case 'FAILED':
      return 'bad';
    case 'COMPLETED':
      return 'good';
    case 'PAUSED':
    case 'DRAFT':
    case 'UPLOADING':
      return 'warn';
    case 'CANCELLED':
    case 'UNDONE':
      return 'neutral';
    default:
      return 'accent';
  }
}

export function ImportStatusBadge({ item }: { item: Import }) {
  return (
    <Badge tone={toneOf(item)} dot>
      {t(`import.status.${item.status}`)}
    </Badge>
  );
}
