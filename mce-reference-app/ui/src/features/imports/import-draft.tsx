import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type {
  CustomField,
  Import,
  ImportMode,
  ImportPreview,
  ImportScope,
  PreviewColumn,
} from '@/api/types';
import { useActiveFields, useCreateField } from '@/lib/custom-fields';
import { formatNumber } from '@/lib/format';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { messageOf } from '@/lib/problem';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { ErrorState } from '@/ui/empty-state';
import { Field } from '@/ui/field';
import { FormProblem } from '@/ui/form';
import { Input, Select } from '@/ui/input';
import { Card, Section } from '@/ui/page';
import { Progress } from '@/ui/progress';
import { Skeleton } from '@/ui/skeleton';
import {
  useImportCommand,
  usePreview,
  useStartImport,
  type ImportOrder,
  type Mapping,
} from './api';
import { choicesFor, delimiterName } from './fields';
import { PreviewTable } from './preview-table';

const SCOPES: ImportScope[] = ['CREATE_AND_UPDATE', 'CREATE_ONLY', 'UPDATE_ONLY'];
const MODES: ImportMode[] = ['VALID_ROWS', 'ALL_OR_NOTHING'];

/** A file that is here and not imported yet: what its columns are, and what would become of it. */
export function ImportDraft({ item }: { item: Import }) {
  const navigate = useNavigate();
  const [mapping, setMapping] = useState<Mapping>();
  const [order, setOrder] = useState<Omit<ImportOrder, 'mapping'>>({
    scope: 'CREATE_AND_UPDATE',
    mode: 'VALID_ROWS',
    automations: false,
    source: '',
  });
  const query = usePreview(item.id, { mapping, scope: order.scope });
  const start = useStartImport(item.id);
  const command = useImportCommand(item.id);
  const preview = query.data;

  if (!preview) {
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton className="h-96" />
    );
  }

  const change = (header: string, target: string) =>
    setMapping({
      ...Object.fromEntries(preview.columns.map((column) => [column.header, column.target])),
      [header]: target,
    });
  const submit = () =>
    start.mutate({
      ...order,
      source: order.source.trim(),
      mapping: Object.fromEntries(preview.columns.map((column) => [column.header, column.target])),
    });
  const discard = () =>
    command.mutate('cancel', { onSuccess: () => void navigate(routes.imports) });

  return (
    <>
      <Columns preview={preview} onChange={change} />
      <Outcome item={item} preview={preview} fresh={!query.isPlaceholderData} />
      <Section title={t('import.preview')} description={t('import.previewText')}>
        <PreviewTable preview={preview} />
      </Section>
      <Card className="flex flex-col gap-4 p-5">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('import.scope')} hint={t(`import.scope.${order.scope}.hint`)}>
            {(control) => (
              <Select
                {...control}
                value={order.scope}
                onChange={(event) =>
                  setOrder({ ...order, scope: event.target.value as ImportScope })
                }
              >
                {SCOPES.map((scope) => (
                  <option key={scope} value={scope}>
                    {t(`import.scope.${scope}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('import.mode')} hint={t(`import.mode.${order.mode}.hint`)}>
            {(control) => (
              <Select
                {...control}
                value={order.mode}
                onChange={(event) => setOrder({ ...order, mode: event.target.value as ImportMode })}
              >
                {MODES.map((mode) => (
                  <option key={mode} value={mode}>
                    {t(`import.mode.${mode}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('imports.source')} hint={t('imports.sourceHint')} optional>
            {(control) => (
              <Input
                {...control}
                value={order.source}
                onChange={(event) => setOrder({ ...order, source: event.target.value })}
                placeholder={t('imports.sourcePlaceholder')}
              />
            )}
          </Field>
        </div>
        <Checkbox
          label={t('imports.automations')}
          hint={order.automations ? t('imports.automationsOn') : t('imports.automationsOff')}
          checked={order.automations}
          onChange={(event) => setOrder({ ...order, automations: event.target.checked })}
        />
        <FormProblem
          message={
            start.error || command.error ? messageOf(start.error ?? command.error) : undefined
          }
        />
        <div className="flex flex-wrap items-center gap-2">
          <Button
            variant="primary"
            busy={start.isPending}
            disabled={preview.problem !== undefined || query.isPlaceholderData}
            onClick={submit}
          >
            {t('imports.start')}
          </Button>
          <Button busy={command.isPending} onClick={discard}>
            {t('import.discard')}
          </Button>
          <p className="text-[13px] text-ink-3">{t('import.draftKept')}</p>
        </div>
      </Card>
    </>
  );
}

interface ColumnsProps {
  preview: ImportPreview;
  onChange: (header: string, target: string) => void;
}

function Columns({ preview, onChange }: ColumnsProps) {
  const fields = useActiveFields();
  return (
    <Section
      title={t('import.columns')}
      description={t('import.detected', {
        encoding: preview.encoding,
        delimiter: delimiterName(preview.delimiter),
      })}
    >
      {preview.remembered && (
        <p className="flex items-center gap-2 px-4 pb-3 text-[13px] text-accent-text">
          <Sparkles className="size-4" aria-hidden />
          {t('import.remembered')}
        </p>
      )}
      <ul aria-label={t('import.columns')} className="divide-y divide-line border-t border-line">
        {preview.columns.map((column, index) => (
          <li
            key={`${column.header} ${index}`}
            className="grid items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:grid-cols-[1fr_14rem]"
          >
            <span className="min-w-0">
              <span className="block truncate font-medium">{column.header || '–'}</span>
              <span className="block truncate text-[13px] text-ink-3">
                {column.samples.join(' · ') || t('import.noValue')}
              </span>
            </span>
            <Select
              aria-label={t('import.columnAs', { column: column.header })}
              value={column.target}
              onChange={(event) => onChange(column.header, event.target.value)}
            >
              {choicesFor(column, fields).map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.label}
                </option>
              ))}
            </Select>
            {column.offer && (
              <FieldOffer
                offer={column.offer}
                onCreated={(field) => onChange(column.header, `custom.${field.key}`)}
              />
            )}
          </li>
        ))}
      </ul>
      {preview.problem && (
        <div className="border-t border-line p-4">
          <FormProblem message={preview.problem} />
        </div>
      )}
    </Section>
  );
}

interface FieldOfferProps {
  offer: NonNullable<PreviewColumn['offer']>;
  onCreated: (field: CustomField) => void;
}

/** A column that could be a field of every lead; nothing is defined unless somebody wants it. */
function FieldOffer({ offer, onCreated }: FieldOfferProps) {
  const manage = useMay('ORGANIZATION_MANAGE');
  const create = useCreateField();
  if (!manage) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 text-[13px] text-ink-2 sm:col-span-2">
      <span>{t('import.offer', { type: t(`fields.type.${offer.type}`) })}</span>
      <Button
        size="sm"
        busy={create.isPending}
        aria-label={t('import.takeOfferOf', { name: offer.label })}
        onClick={() => create.mutate(offer, { onSuccess: onCreated })}
      >
        {t('import.takeOffer')}
      </Button>
      {create.error && <span className="text-bad-text">{messageOf(create.error)}</span>}
    </div>
  );
}

interface OutcomeProps {
  item: Import;
  preview: ImportPreview;
  /** Whether the preview is of what is chosen now. */
  fresh: boolean;
}

/** What would become of all rows; counted in the background. */
function Outcome({ item, preview, fresh }: OutcomeProps) {
  if (preview.problem) return null;
  const { check } = item;
  const figures = [
    ['created', check.created],
    ['updated', check.updated],
    ['duplicates', check.duplicates],
    ['skipped', check.skipped],
    ['rejected', check.rejected],
  ] as const;
  const done = check.finished && fresh;
  return (
    <Card className="flex flex-col gap-3 p-5">
      <p className="font-semibold" role="status">
        {done
          ? t('import.wouldBe', { count: check.processed })
          : t('import.looking', { count: check.processed })}
      </p>
      {!done && (
        <Progress
          label={t('import.lookingLabel')}
          value={0}
          max={0}
          text={t('import.lookingLabel')}
        />
      )}
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-5">
        {figures.map(([name, value]) => (
          <div key={name} data-count={name} className="flex flex-col-reverse">
            <dt className="text-[13px] text-ink-2">{t(`import.would.${name}`)}</dt>
            <dd className="text-xl font-semibold tabular-nums">{formatNumber(value)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
