import { ArrowLeftRight, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Lead, MergeField, MergePreview, MergeSide } from '@/api/types';
import { formatPhone, leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { useActiveFields } from '@/lib/custom-fields';
import { useMembers } from '@/lib/members';
import { useProjects } from '@/lib/projects';
import { messageOf } from '@/lib/problem';
import { useDebounced } from '@/lib/use-debounced';
import { Avatar } from '@/ui/avatar';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Input } from '@/ui/input';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { inWords } from './dependencies';
import { useMerge, useMergePreview, useOthers, useUnmerge, type Choices } from './merge-api';
import { fieldName, fieldValue, sidesOf } from './merge-words';

interface MergeDialogProps {
  lead: Lead;
  /** The other one, where it is known already. */
  otherId?: string;
  onClose: () => void;
  /** Which lead stayed. */
  onMerged: (survivorId: string) => void;
}

/** Finds the other one of two leads, shows both side by side, and merges them. */
export function MergeDialog({ lead, otherId, onClose, onMerged }: MergeDialogProps) {
  const [other, setOther] = useState(otherId);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('merge.title')}
      description={other ? t('merge.compareText') : t('merge.findText', { name: leadName(lead) })}
      wide
    >
      {other ? (
        <Compare
          leadId={lead.id}
          otherId={other}
          onBack={otherId ? undefined : () => setOther(undefined)}
          onClose={onClose}
          onMerged={onMerged}
        />
      ) : (
        <Find lead={lead} onFound={setOther} />
      )}
    </Dialog>
  );
}

function Find({ lead, onFound }: { lead: Lead; onFound: (id: string) => void }) {
  const [text, setText] = useState('');
  const others = useOthers(useDebounced(text.trim()), lead.id);
  return (
    <DialogBody>
      <div className="relative">
        <Search className="absolute top-2.5 left-3 size-4 text-ink-3" aria-hidden />
        <Input
          type="search"
          className="pl-9"
          aria-label={t('merge.find')}
          placeholder={t('merge.findHint')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {others.isError && (
        <p role="alert" className="text-bad-text">
          {messageOf(others.error)}
        </p>
      )}
      {others.data?.length === 0 && <p className="text-ink-2">{t('merge.foundNone')}</p>}
      <ul aria-label={t('merge.found')} className="flex min-h-40 flex-col gap-1">
        {others.data?.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              className="flex w-full items-center gap-3 rounded-md px-2 py-2 text-left hover:bg-hover"
              onClick={() => onFound(each.id)}
            >
              <Avatar name={leadName(each)} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{leadName(each)}</span>
                <span className="block truncate text-[13px] text-ink-2">
                  {[each.company, each.phone && formatPhone(each.phone), each.email]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </DialogBody>
  );
}

interface CompareProps {
  leadId: string;
  otherId: string;
  onBack?: () => void;
  onClose: () => void;
  onMerged: (survivorId: string) => void;
}

function Compare({ leadId, otherId, onBack, onClose, onMerged }: CompareProps) {
  const [swapped, setSwapped] = useState(false);
  const [choices, setChoices] = useState<Choices>({});
  const survivorId = swapped ? otherId : leadId;
  const mergedId = swapped ? leadId : otherId;
  const preview = useMergePreview(survivorId, mergedId, choices);
  const merge = useMerge();
  const undo = useUnmerge();

  const apply = async () => {
    try {
      const done = await merge.mutateAsync({ survivorId, mergedId, choices });
      toast.done(t('merge.done', { name: leadName(done.lead) }), {
        label: t('common.undo'),
        onClick: () => undo.mutate(done.merge.id),
      });
      onMerged(survivorId);
      onClose();
    } catch {
      // The refusal has been told; the dialog stays open.
    }
  };

  return (
    <>
      <DialogBody>
        {preview.isError ? (
          <p role="alert" className="text-bad-text">
            {messageOf(preview.error)}
          </p>
        ) : !preview.data ? (
          <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-2">
            <Skeleton className="h-9" />
            <Skeleton className="h-40" />
          </div>
        ) : (
          <>
            <Sides
              preview={chosen(preview.data, choices)}
              onChoose={(field, side) => setChoices({ ...choices, [field]: side })}
            />
            <Consequences preview={preview.data} />
          </>
        )}
      </DialogBody>
      <DialogFooter>
        {onBack && (
          <Button variant="ghost" onClick={onBack}>
            {t('merge.another')}
          </Button>
        )}
        <Button
          onClick={() => {
            setSwapped(!swapped);
            setChoices({});
          }}
        >
          <ArrowLeftRight aria-hidden />
          {t('merge.swap')}
        </Button>
        <Button
          variant="primary"
          busy={merge.isPending}
          disabled={!preview.data || preview.isError || preview.isPlaceholderData}
          onClick={() => void apply()}
        >
          {t('merge.apply')}
        </Button>
      </DialogFooter>
    </>
  );
}

interface SidesProps {
  preview: MergePreview;
  onChoose: (field: string, side: MergeSide) => void;
}

function Sides({ preview, onChoose }: SidesProps) {
  const members = useMembers();
  const projects = useProjects();
  const names = useMemo(
    () =>
      new Map(
        [...(members.data?.items ?? []), ...(projects.data?.items ?? [])].map(({ id, name }) => [
          id,
          name,
        ]),
      ),
    [members.data, projects.data],
  );
  const fields = useActiveFields();
  const shown = preview.fields.filter(({ survivor, merged }) => survivor ?? merged);
  return (
    <table aria-label={t('merge.fields')} className="w-full table-fixed text-left text-[13px]">
      <thead>
        <tr className="border-b border-line text-ink-2">
          <th scope="col" className="w-28 py-2 pr-2 font-medium">
            {t('merge.field')}
          </th>
          <th scope="col" className="py-2 pr-2 font-medium">
            {t('merge.stays', { name: leadName(preview.survivor) })}
          </th>
          <th scope="col" className="py-2 pr-2 font-medium">
            {t('merge.goes', { name: leadName(preview.merged) })}
          </th>
          <th scope="col" className="py-2 font-medium">
            {t('merge.result')}
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((field) => (
          <tr key={field.name} className="border-b border-line align-top">
            <th scope="row" className="py-2 pr-2 font-normal wrap-anywhere text-ink-2">
              {fieldName(field.name, fields)}
            </th>
            <Side field={field} side="SURVIVOR" names={names} onChoose={onChoose} />
            <Side field={field} side="MERGED" names={names} onChoose={onChoose} />
            <td className="py-2 font-medium wrap-anywhere">
              {fieldValue(field.name, field.result, names, fields)}
              {sidesOf(field, fields).includes('BOTH') && (
                <Choice field={field} side="BOTH" label={t('merge.both')} onChoose={onChoose} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was clicked shows at once; what comes of it follows from the server. */
function chosen(preview: MergePreview, choices: Choices): MergePreview {
  const fields = preview.fields.map((field) => ({
    ...field,
    side: choices[field.name] ?? field.side,
  }));
  return { ...preview, fields };
}

interface SideProps {
  field: MergeField;
  side: 'SURVIVOR' | 'MERGED';
  names: ReadonlyMap<string, string>;
  onChoose: SidesProps['onChoose'];
}

function Side({ field, side, names, onChoose }: SideProps) {
  const fields = useActiveFields();
  const stored = side === 'SURVIVOR' ? field.survivor : field.merged;
  const value = fieldValue(field.name, stored, names, fields);
  return (
    <td className="py-2 pr-2 wrap-anywhere">
      {field.differs ? (
        <Choice field={field} side={side} label={value} onChoose={onChoose} />
      ) : (
        value
      )}
    </td>
  );
}

interface ChoiceProps {
  field: MergeField;
  side: MergeSide;
  label: string;
  onChoose: SidesProps['onChoose'];
}

function Choice({ field, side, label, onChoose }: ChoiceProps) {
  const fields = useActiveFields();
  return (
    <label className="flex items-start gap-2">
      <input
        type="radio"
        className="mt-0.5 accent-accent"
        name={`merge ${field.name}`}
        aria-label={`${fieldName(field.name, fields)}: ${label}`}
        checked={field.side === side}
        onChange={() => onChoose(field.name, side)}
      />
      <span className="min-w-0">{label}</span>
    </label>
  );
}

/** What a merge means beyond the fields. */
function Consequences({ preview }: { preview: MergePreview }) {
  const counts = { counts: preview.following, objections: [], deletable: true };
  const { ends, stays } = inWords([counts]);
  const follows = [...ends, ...stays];
  return (
    <ul className="list-disc rounded-md bg-muted py-2 pr-3 pl-7 text-[13px]">
      {follows.length > 0 && <li>{t('merge.follows', { what: follows.join(', ') })}</li>}
      <li>{t('merge.automation', { state: t(`automation.${preview.automation.state}`) })}</li>
      <li>{t('merge.stricter')}</li>
      <li>{t('merge.canUndo')}</li>
    </ul>
  );
}
