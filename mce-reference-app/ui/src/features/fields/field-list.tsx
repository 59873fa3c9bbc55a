import { ArrowDown, ArrowUp, ListPlus } from 'lucide-react';
import type { CustomField } from '@/api/types';
import { useCustomFields } from '@/lib/custom-fields';
import { t } from '@/lib/i18n';
import { messageOf, Problem } from '@/lib/problem';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Card, Section } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { useChangeField, useSetArchived } from './api';

interface FieldListProps {
  manage: boolean;
  onEdit: (field: CustomField) => void;
}

export function FieldList({ manage, onEdit }: FieldListProps) {
  const query = useCustomFields();
  const all = query.data?.items ?? [];
  const active = all.filter(({ archivedAt }) => !archivedAt);
  const archived = all.filter(({ archivedAt }) => archivedAt);
  return (
    <>
      <Card>
        {query.isPending ? (
          <SkeletonRows rows={3} />
        ) : query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : active.length === 0 ? (
          <EmptyState icon={ListPlus} title={t('fields.none')} text={t('fields.noneText')} />
        ) : (
          <ul aria-label={t('nav.fields')} className="divide-y divide-line">
            {active.map((field, index) => (
              <FieldRow
                key={field.id}
                field={field}
                index={index}
                last={active.length - 1}
                manage={manage}
                onEdit={onEdit}
              />
            ))}
          </ul>
        )}
      </Card>
      {archived.length > 0 && (
        <Section title={t('fields.archived')} description={t('fields.archivedText')}>
          <ul
            aria-label={t('fields.archived')}
            className="divide-y divide-line border-t border-line"
          >
            {archived.map((field) => (
              <ArchivedRow key={field.id} field={field} manage={manage} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Description({ field }: { field: CustomField }) {
  const facts = [
    t(`fields.type.${field.type}`),
    field.currency,
    field.choices.length > 0 ? field.choices.join(', ') : undefined,
  ];
  return (
    <div className="min-w-48 flex-1">
      <p className="flex flex-wrap items-baseline gap-2">
        <span className="font-medium">{field.label}</span>
        <code className="font-mono text-[12.5px] text-ink-2">{field.key}</code>
        {field.required && <Badge tone="warn">{t('fields.required')}</Badge>}
        {field.sensitive && <Badge>{t('fields.sensitive')}</Badge>}
      </p>
      <p className="truncate text-[13px] text-ink-2">{facts.filter(Boolean).join(' · ')}</p>
    </div>
  );
}

interface FieldRowProps extends FieldListProps {
  field: CustomField;
  index: number;
  last: number;
}

function FieldRow({ field, index, last, manage, onEdit }: FieldRowProps) {
  const change = useChangeField();
  const archive = useSetArchived(field.id);
  const move = (position: number) =>
    change.mutate(
      { field, change: { position } },
      {
        onError: (error) =>
          toast.warn(
            error instanceof Problem && error.isConflict ? t('conflict.short') : messageOf(error),
          ),
      },
    );
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <Description field={field} />
      {manage && (
        <span className="flex items-center gap-1">
          <Button
            size="iconSm"
            variant="ghost"
            disabled={index === 0 || change.isPending}
            aria-label={t('fields.up', { name: field.label })}
            onClick={() => move(index - 1)}
          >
            <ArrowUp aria-hidden />
          </Button>
          <Button
            size="iconSm"
            variant="ghost"
            disabled={index === last || change.isPending}
            aria-label={t('fields.down', { name: field.label })}
            onClick={() => move(index + 1)}
          >
            <ArrowDown aria-hidden />
          </Button>
          <Button
            size="sm"
            aria-label={t('fields.editOf', { name: field.label })}
            onClick={() => onEdit(field)}
          >
            {t('fields.edit')}
          </Button>
          <Button
            size="sm"
            busy={archive.isPending}
            aria-label={t('fields.archiveOf', { name: field.label })}
            onClick={() =>
              archive.mutate('archive', { onSuccess: () => toast.done(t('fields.archivedDone')) })
            }
          >
            {t('fields.archive')}
          </Button>
        </span>
      )}
    </li>
  );
}

function ArchivedRow({ field, manage }: { field: CustomField; manage: boolean }) {
  const restore = useSetArchived(field.id);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <Description field={field} />
      {manage && (
        <Button
          size="sm"
          busy={restore.isPending}
          aria-label={t('fields.restoreOf', { name: field.label })}
          onClick={() => restore.mutate('restore')}
        >
          {t('fields.restore')}
        </Button>
      )}
    </li>
  );
}
