import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { LeadSource, UnderstoodLead } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { t } from '@/lib/i18n';
import { messageOf, Problem } from '@/lib/problem';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { FormProblem } from '@/ui/form';
import { Input, Select, Textarea } from '@/ui/input';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { useSample, useSaveMapping, useTestDelivery } from './api';
import { FIELDS, leavesOf, mappingOf, metadataField, METADATA, rowsOf, type Row } from './mapping';

const EXAMPLE = '{\n  "name": "Ana Souza",\n  "phone": "+55 11 91234-5678"\n}';

interface MappingEditorProps {
  source: LeadSource;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Which part of a delivery becomes which field, tried on the last delivery or a pasted one. */
export function MappingEditor({ source, open, onOpenChange }: MappingEditorProps) {
  return (
    <Dialog
      wide
      open={open}
      onOpenChange={onOpenChange}
      title={t('mapping.title', { name: source.name })}
      description={t('mapping.text')}
    >
      {open && <Loaded source={source} onDone={() => onOpenChange(false)} />}
    </Dialog>
  );
}

function Loaded({ source, onDone }: { source: LeadSource; onDone: () => void }) {
  const query = useSample(source.id);
  if (query.isPending) {
    return (
      <DialogBody>
        <Skeleton className="h-24" />
        <Skeleton className="h-9" />
      </DialogBody>
    );
  }
  const sample = query.data?.sample;
  return (
    <Editor
      source={source}
      sample={sample?.body ?? EXAMPLE}
      contentType={sample?.contentType || 'application/json'}
      receivedAt={sample?.receivedAt}
      onDone={onDone}
    />
  );
}

interface EditorProps {
  source: LeadSource;
  sample: string;
  contentType: string;
  receivedAt?: string;
  onDone: () => void;
}

function Editor({ source, sample, contentType, receivedAt, onDone }: EditorProps) {
  const known = source.mapping;
  const [body, setBody] = useState(sample);
  const [leads, setLeads] = useState(known?.leads ?? '');
  const [keepRest, setKeepRest] = useState(known?.keepRest ?? true);
  const rowsFor = (text: string, list: string, rules = known?.rules ?? []) =>
    rowsOf(leavesOf(contentType, text, list) ?? [], rules);
  const [rows, setRows] = useState(() => rowsFor(sample, known?.leads ?? ''));
  const test = useTestDelivery(source.id);
  const save = useSaveMapping(source);
  const readable = leavesOf(contentType, body, leads) !== undefined;
  const mapping = mappingOf(rows, leads, keepRest);
  const problem = save.error ?? test.error;

  const reread = (text: string, list: string) => {
    setRows((now) => rowsFor(text, list, mappingOf(now, list, keepRest)?.rules ?? []));
    test.reset();
  };
  const change = (id: string, part: Partial<Row>) => {
    setRows((now) => now.map((row) => (row.id === id ? { ...row, ...part } : row)));
    test.reset();
    save.reset();
  };

  return (
    <form
      noValidate
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(mapping, {
          onSuccess: () => {
            toast.done(t('mapping.saved'));
            onDone();
          },
        });
      }}
    >
      <DialogBody>
        <Field
          label={t('mapping.sample')}
          hint={
            receivedAt
              ? t('mapping.sampleOf', { at: formatDateTime(receivedAt) })
              : t('mapping.samplePaste')
          }
          error={readable ? undefined : t('mapping.unreadable')}
        >
          {(control) => (
            <Textarea
              {...control}
              rows={5}
              spellCheck={false}
              className="font-mono text-[12.5px]"
              value={body}
              onChange={(event) => {
                setBody(event.target.value);
                reread(event.target.value, leads);
              }}
            />
          )}
        </Field>
        <Field label={t('mapping.leads')} hint={t('mapping.leadsHint')} optional>
          {(control) => (
            <Input
              {...control}
              placeholder="/items"
              value={leads}
              onChange={(event) => {
                setLeads(event.target.value);
                reread(body, event.target.value);
              }}
            />
          )}
        </Field>
        <table className="w-full text-[13px]">
          <caption className="sr-only">{t('mapping.fields')}</caption>
          <thead>
            <tr className="text-left text-ink-3">
              <th scope="col" className="py-1 pr-2 font-medium">
                {t('mapping.place')}
              </th>
              <th scope="col" className="py-1 pr-2 font-medium">
                {t('mapping.becomes')}
              </th>
              <th scope="col" className="py-1 font-medium">
                {t('mapping.otherwise')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line
                key={row.id}
                row={row}
                onChange={(part) => change(row.id, part)}
                onRemove={() => setRows((now) => now.filter((each) => each.id !== row.id))}
              />
            ))}
          </tbody>
        </table>
        <Button
          size="sm"
          className="self-start"
          onClick={() =>
            setRows((now) => [
              ...now,
              { id: `fixed-${now.length}-${Date.now()}`, field: 'tags', otherwise: '' },
            ])
          }
        >
          <Plus aria-hidden />
          {t('mapping.addFixed')}
        </Button>
        <Checkbox
          label={t('mapping.keepRest')}
          hint={t('mapping.keepRestHint')}
          checked={keepRest}
          onChange={(event) => setKeepRest(event.target.checked)}
        />
        <FormProblem message={problem ? sentencesOf(problem) : undefined} />
        {test.data && <Result items={test.data.items} />}
      </DialogBody>
      <DialogFooter>
        <Button
          disabled={!readable}
          busy={test.isPending}
          onClick={() => test.mutate({ contentType, body, mapping })}
        >
          {t('mapping.test')}
        </Button>
        <span className="flex-1" />
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={save.isPending}>
          {t('mapping.save')}
        </Button>
      </DialogFooter>
    </form>
  );
}

function sentencesOf(error: Error): string {
  return error instanceof Problem && error.errors.length > 0
    ? error.errors.map((each) => each.message).join(' ')
    : messageOf(error);
}

interface LineProps {
  row: Row;
  onChange: (part: Partial<Row>) => void;
  onRemove: () => void;
}

function Line({ row, onChange, onRemove }: LineProps) {
  const place = row.pointer ?? t('mapping.fixed');
  const metadata = row.field.startsWith(METADATA)
    ? row.field
    : metadataField(row.pointer ?? '/note');
  return (
    <tr className="border-t border-line align-top">
      <th scope="row" className="py-1.5 pr-2 text-left font-normal wrap-anywhere">
        <code>{place}</code>
        {row.value !== undefined && <p className="text-ink-3">{row.value || '–'}</p>}
      </th>
      <td className="py-1.5 pr-2">
        <Select
          aria-label={t('mapping.becomesOf', { place })}
          value={row.field}
          onChange={(event) => onChange({ field: event.target.value })}
        >
          <option value="">{t('mapping.nothing')}</option>
          {FIELDS.map((field) => (
            <option key={field} value={field}>
              {t(`mapping.field.${field}`)}
            </option>
          ))}
          <option value={metadata}>
            {t('mapping.metadata', { key: metadata.slice(METADATA.length) })}
          </option>
        </Select>
      </td>
      <td className="flex gap-1 py-1.5">
        <Input
          aria-label={t('mapping.otherwiseOf', { place })}
          value={row.otherwise}
          disabled={row.field === ''}
          onChange={(event) => onChange({ otherwise: event.target.value })}
        />
        {row.value === undefined && (
          <Button
            size="iconSm"
            variant="ghost"
            aria-label={t('mapping.removeOf', { place })}
            onClick={onRemove}
          >
            <Trash2 aria-hidden />
          </Button>
        )}
      </td>
    </tr>
  );
}

function Result({ items }: { items: UnderstoodLead[] }) {
  return (
    <section aria-label={t('mapping.result')} className="flex flex-col gap-2" aria-live="polite">
      <h3 className="font-semibold">{t('mapping.result')}</h3>
      {items.map((item, index) => (
        <div key={index} className="rounded-md bg-muted p-3 text-[13px]">
          <Badge tone={item.outcome === 'REJECTED' ? 'bad' : 'good'}>
            {t(`mapping.outcome.${item.outcome}`)}
          </Badge>
          <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
            {linesOf(item).map(([label, value]) => (
              <div key={label} className="contents">
                <dt className="text-ink-3">{label}</dt>
                <dd className="wrap-anywhere">{value}</dd>
              </div>
            ))}
          </dl>
          {item.reasons.map((reason) => (
            <p key={reason} className="mt-1 text-bad-text">
              {reason}
            </p>
          ))}
        </div>
      ))}
    </section>
  );
}

function linesOf(item: UnderstoodLead): [string, string][] {
  const lines: [string, string | undefined][] = [
    [t('mapping.field.name'), item.name],
    [t('mapping.field.phone'), item.phone],
    [t('mapping.field.email'), item.email],
    [t('mapping.field.company'), item.company],
    [t('mapping.field.externalId'), item.externalId],
    [t('mapping.field.tags'), item.tags.join(', ')],
    ...Object.entries(item.metadata),
  ];
  return lines.filter((line): line is [string, string] => !!line[1]);
}
