import { useState } from 'react';
import { LEAD_STATUSES, type BulkActionName, type BulkFilter, type BulkOrder } from '@/api/types';
import { t } from '@/lib/i18n';
import { useMembers } from '@/lib/members';
import { messageOf } from '@/lib/problem';
import { useProjects } from '@/lib/projects';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { FormProblem } from '@/ui/form';
import { Input, Select } from '@/ui/input';
import { TagsInput } from '@/ui/tags-input';
import { useStartBulk } from './api';

type Values = Omit<BulkOrder, 'ids' | 'filter' | 'action'>;

/** What the form begins with: only what the action needs is sent. */
const BEGINNINGS: Record<BulkActionName, Values> = {
  STATUS: { status: 'CONTACTED' },
  OWNER: { ownerId: '' },
  DEAL_OUT: {},
  TAGS: { addTags: [], removeTags: [] },
  COMPANY: { company: '' },
  METADATA: { key: '', value: '' },
  PROJECT: { projectId: '' },
  DELETE: {},
  UNDO: {},
};

interface BulkDialogProps {
  action: BulkActionName;
  target: { ids: string[] } | { filter: BulkFilter };
  onClose: () => void;
  onStarted: () => void;
}

/** Asks for the value, says how many leads get it, and starts. */
export function BulkDialog({ action, target, onClose, onStarted }: BulkDialogProps) {
  const start = useStartBulk();
  const [values, setValues] = useState<Values>(BEGINNINGS[action]);
  const count = 'ids' in target ? target.ids.length : undefined;
  const ready =
    action === 'TAGS'
      ? (values.addTags?.length ?? 0) + (values.removeTags?.length ?? 0) > 0
      : action !== 'METADATA' || (values.key ?? '').trim() !== '';

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`bulk.action.${action}`)}
      description={count === undefined ? t('bulk.aboutAll') : t('bulk.about', { count })}
    >
      <form
        noValidate
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate({ ...target, action, ...values }, { onSuccess: onStarted });
        }}
      >
        <DialogBody>
          <Fields
            action={action}
            values={values}
            onChange={(change) => setValues({ ...values, ...change })}
          />
          <p className="text-[13px] text-ink-2">
            {action === 'DELETE' ? t('bulk.deleteText') : t('bulk.undoText')}
          </p>
          <FormProblem message={start.error ? messageOf(start.error) : undefined} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            variant={action === 'DELETE' ? 'danger' : 'primary'}
            busy={start.isPending}
            disabled={!ready}
          >
            {count === undefined ? t('bulk.startAll') : t('bulk.start', { count })}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  action: BulkActionName;
  values: Values;
  onChange: (change: Values) => void;
}

function Fields({ action, values, onChange }: FieldsProps) {
  switch (action) {
    case 'STATUS':
      return (
        <Field label={t('leads.status')}>
          {(control) => (
            <Select
              {...control}
              value={values.status}
              onChange={(event) =>
                onChange({ status: LEAD_STATUSES.find((each) => each === event.target.value) })
              }
            >
              {LEAD_STATUSES.map((status) => (
                <option key={status} value={status}>
                  {t(`status.${status}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      );
    case 'OWNER':
      return <Owner value={values.ownerId ?? ''} onChange={(ownerId) => onChange({ ownerId })} />;
    case 'PROJECT':
      return (
        <ProjectField
          value={values.projectId ?? ''}
          onChange={(projectId) => onChange({ projectId })}
        />
      );
    case 'TAGS':
      return (
        <>
          <Field label={t('bulk.addTags')}>
            {(control) => (
              <TagsInput
                {...control}
                value={values.addTags ?? []}
                onChange={(addTags) => onChange({ addTags })}
              />
            )}
          </Field>
          <Field label={t('bulk.removeTags')}>
            {(control) => (
              <TagsInput
                {...control}
                value={values.removeTags ?? []}
                onChange={(removeTags) => onChange({ removeTags })}
              />
            )}
          </Field>
        </>
      );
    case 'COMPANY':
      return (
        <Field label={t('bulk.company')} hint={t('bulk.blankClears')}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={values.company}
              onChange={(event) => onChange({ company: event.target.value })}
            />
          )}
        </Field>
      );
    case 'METADATA':
      return (
        <>
          <Field label={t('bulk.key')} hint={t('bulk.keyHint')} required>
            {(control) => (
              <Input
                {...control}
                maxLength={100}
                value={values.key}
                onChange={(event) => onChange({ key: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('bulk.value')} hint={t('bulk.blankClears')}>
            {(control) => (
              <Input
                {...control}
                maxLength={2000}
                value={values.value}
                onChange={(event) => onChange({ value: event.target.value })}
              />
            )}
          </Field>
        </>
      );
    default:
      return null;
  }
}

function ProjectField({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const projects = useProjects();
  return (
    <Field label={t('leads.project')}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t('lead.noProject')}</option>
          {(projects.data?.items ?? [])
            .filter((project) => project.active)
            .map((project) => (
              <option key={project.id} value={project.id}>
                {project.name}
              </option>
            ))}
        </Select>
      )}
    </Field>
  );
}

function Owner({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const members = useMembers();
  return (
    <Field label={t('leads.owner')}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t('lead.noOwner')}</option>
          {(members.data?.items ?? [])
            .filter((member) => member.active)
            .map((member) => (
              <option key={member.id} value={member.id}>
                {member.name}
              </option>
            ))}
        </Select>
      )}
    </Field>
  );
}
