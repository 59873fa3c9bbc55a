import { Plus, Trash2, Users } from 'lucide-react';
import { useState } from 'react';
import { LEAD_STATUSES, type Definition, type Segment } from '@/api/types';
import { useCustomFields } from '@/lib/custom-fields';
import { t } from '@/lib/i18n';
import { useKnownSources } from '@/lib/known-sources';
import { useMembers } from '@/lib/members';
import { useProjects } from '@/lib/projects';
import { messageOf } from '@/lib/problem';
import { useDebounced } from '@/lib/use-debounced';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Input, Select } from '@/ui/input';
import { TagsInput } from '@/ui/tags-input';
import { toast } from '@/ui/toast';
import {
  CONDITION_KINDS,
  countLeaves,
  fromDefinition,
  GROUP_KINDS,
  isComplete,
  isGroup,
  MOST_CONDITIONS,
  MOST_LEVELS,
  newLeaf,
  readDefinition,
  toDefinition,
  type Group,
  type Leaf,
  type Node,
  type StandardKind,
} from './conditions';
import { FieldCondition } from './field-condition';
import { newFieldParts } from './field-conditions';
import { useCount, useSaveSegment } from './segment-api';
import { Several, type SeveralProps } from './several';

interface SegmentBuilderProps {
  /** The segment to change; without one the conditions are new. */
  segment?: Segment;
  /** Where to begin. */
  definition?: Definition;
  mayWrite: boolean;
  onClose: () => void;
  /** Shows the leads without saving anything. */
  onShow: (definition: Definition) => void;
  onSaved: (segment: Segment) => void;
}

/** Conditions on leads, in groups as deep as one likes, with the number of leads that fit now. */
export function SegmentBuilder(props: SegmentBuilderProps) {
  const { segment, mayWrite, onClose, onShow, onSaved } = props;
  const [root, setRoot] = useState<Group>(() =>
    props.definition ? fromDefinition(props.definition) : { kind: 'all', of: [newLeaf('status')] },
  );
  const [name, setName] = useState(segment?.name ?? '');
  const save = useSaveSegment();
  const complete = isComplete(root);
  const definition = complete ? toDefinition(root) : undefined;

  const apply = async () => {
    if (!definition) return;
    const saved = await save.mutateAsync({ segment, name: name.trim(), definition });
    toast.done(t('segment.saved', { name: saved.name }));
    onSaved(saved);
  };

  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={segment ? t('segment.edit', { name: segment.name }) : t('segment.new')}
      description={t('segment.text')}
    >
      <DialogBody>
        <GroupEditor
          group={root}
          level={1}
          path=""
          full={countLeaves(root) >= MOST_CONDITIONS}
          onChange={setRoot}
        />
        <Count definition={definition} />
        {mayWrite && (
          <Input
            aria-label={t('segment.name')}
            placeholder={t('segment.namePlaceholder')}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
        {save.isError && (
          <p role="alert" className="text-bad-text">
            {messageOf(save.error)}
          </p>
        )}
      </DialogBody>
      <DialogFooter>
        <Button
          disabled={!definition}
          onClick={() => {
            if (definition) onShow(definition);
          }}
        >
          {t('segment.show')}
        </Button>
        {mayWrite && (
          <Button
            variant="primary"
            disabled={!definition || name.trim() === '' || save.isPending}
            onClick={() => void apply().catch(() => undefined)}
          >
            {segment ? t('segment.saveChanges') : t('segment.save')}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}

function Count({ definition }: { definition?: Definition }) {
  const settled = useDebounced(definition && JSON.stringify(definition), 250);
  const count = useCount(readDefinition(settled ?? null));
  return (
    <p
      role="status"
      className="flex items-center gap-2.5 rounded-lg bg-accent-soft px-3.5 py-2.5 text-accent-text"
    >
      <Users className="size-4 shrink-0" aria-hidden />
      {!definition
        ? t('segment.incomplete')
        : count.error
          ? messageOf(count.error)
          : count.data
            ? count.data.more
              ? t('segment.countMore', { count: count.data.count })
              : t('segment.count', { count: count.data.count })
            : t('segment.counting')}
    </p>
  );
}

interface GroupEditorProps {
  group: Group;
  level: number;
  /** Where it stands, such as "2.1"; the outermost group has none. */
  path: string;
  full: boolean;
  onChange: (group: Group) => void;
  onRemove?: () => void;
}

function GroupEditor({ group, level, path, full, onChange, onRemove }: GroupEditorProps) {
  const replace = (index: number, node: Node) =>
    onChange({ ...group, of: group.of.map((each, at) => (at === index ? node : each)) });
  const remove = (index: number) =>
    onChange({ ...group, of: group.of.filter((_, at) => at !== index) });
  const label = path ? t('segment.group', { path }) : t('segment.outerGroup');
  // "None" is two levels to the server.
  const deepest = level + (group.kind === 'none' ? 2 : 1) >= MOST_LEVELS;

  return (
    <fieldset
      aria-label={label}
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3"
    >
      <div className="flex items-center gap-2">
        <Select
          aria-label={t('segment.match', { group: label })}
          className="w-auto"
          value={group.kind}
          onChange={(event) =>
            onChange({
              ...group,
              kind: GROUP_KINDS.find((each) => each === event.target.value) ?? 'all',
            })
          }
        >
          {GROUP_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`segment.match.${kind}`)}
            </option>
          ))}
        </Select>
        {onRemove && (
          <Button
            variant="ghost"
            size="iconSm"
            className="ml-auto"
            aria-label={t('segment.removeGroup', { path })}
            onClick={onRemove}
          >
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
      {group.of.map((node, index) => {
        const place = path ? `${path}.${index + 1}` : String(index + 1);
        return isGroup(node) ? (
          <GroupEditor
            key={index}
            group={node}
            level={level + (group.kind === 'none' ? 2 : 1)}
            path={place}
            full={full}
            onChange={(changed) => replace(index, changed)}
            onRemove={() => remove(index)}
          />
        ) : (
          <LeafEditor
            key={index}
            leaf={node}
            path={place}
            onChange={(changed) => replace(index, changed)}
            onRemove={() => remove(index)}
          />
        );
      })}
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          variant="ghost"
          disabled={full}
          onClick={() => onChange({ ...group, of: [...group.of, newLeaf('status')] })}
        >
          <Plus aria-hidden />
          {t('segment.addCondition')}
        </Button>
        <Button
          size="sm"
          variant="ghost"
          disabled={full || deepest}
          onClick={() =>
            onChange({
              ...group,
              of: [...group.of, { kind: 'any', of: [newLeaf('status')] }],
            })
          }
        >
          <Plus aria-hidden />
          {t('segment.addGroup')}
        </Button>
      </div>
    </fieldset>
  );
}

interface LeafEditorProps {
  leaf: Leaf;
  path: string;
  onChange: (leaf: Leaf) => void;
  onRemove: () => void;
}

/** In the choice of what a condition is about, before the id of a custom field. */
const FIELD = 'field:';

function LeafEditor({ leaf, path, onChange, onRemove }: LeafEditorProps) {
  const known = useCustomFields().data?.items ?? [];
  const fields = known.filter(({ archivedAt, sensitive }) => !archivedAt && !sensitive);
  const id = leaf.kind === 'field' ? String(leaf.parts.id) : undefined;
  const field = known.find((each) => each.id === id);
  const gone = id !== undefined && !fields.some((each) => each.id === id);
  return (
    <div
      role="group"
      aria-label={t('segment.condition', { path })}
      className="flex flex-wrap gap-2"
    >
      <Select
        aria-label={t('segment.about', { path })}
        className="w-auto"
        value={id === undefined ? leaf.kind : FIELD + id}
        onChange={(event) => {
          const chosen = event.target.value;
          const wanted = fields.find((each) => FIELD + each.id === chosen);
          if (wanted) onChange({ kind: 'field', parts: newFieldParts(wanted) });
          const kind = CONDITION_KINDS.find((each) => each === chosen);
          if (kind) onChange(newLeaf(kind));
        }}
      >
        {CONDITION_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`segment.kind.${kind}`)}
          </option>
        ))}
        {(fields.length > 0 || gone) && (
          <optgroup label={t('nav.fields')}>
            {fields.map((each) => (
              <option key={each.id} value={FIELD + each.id}>
                {each.label}
              </option>
            ))}
            {gone && (
              <option value={FIELD + id}>
                {t('segment.goneField', { name: field?.label ?? id })}
              </option>
            )}
          </optgroup>
        )}
      </Select>
      {leaf.kind === 'field' ? (
        <FieldCondition
          field={field}
          parts={leaf.parts}
          path={path}
          onChange={(parts) => onChange({ kind: 'field', parts })}
        />
      ) : (
        <Parts kind={leaf.kind} parts={leaf.parts} path={path} onChange={onChange} />
      )}
      <Button
        variant="ghost"
        size="iconSm"
        className="ml-auto"
        aria-label={t('segment.removeCondition', { path })}
        onClick={onRemove}
      >
        <Trash2 aria-hidden />
      </Button>
    </div>
  );
}

interface PartsProps {
  kind: StandardKind;
  parts: Leaf['parts'];
  path: string;
  onChange: (leaf: Leaf) => void;
}

function Parts({ kind, parts, path, onChange }: PartsProps) {
  const put = (next: Leaf['parts']) => onChange({ kind, parts: next });
  const label = t('segment.value', { path });
  switch (kind) {
    case 'status':
      return (
        <Several
          label={label}
          choices={LEAD_STATUSES.map((each) => [each, t(`status.${each}`)])}
          value={texts(parts.in)}
          onChange={(values) => put({ in: values })}
        />
      );
    case 'automation':
      return (
        <Several
          label={label}
          choices={(['ACTIVE', 'PAUSED', 'OPTED_OUT'] as const).map((each) => [
            each,
            t(`automation.${each}`),
          ])}
          value={texts(parts.in)}
          onChange={(values) => put({ in: values })}
        />
      );
    case 'source':
      return (
        <Sources label={label} value={texts(parts.in)} onChange={(list) => put({ in: list })} />
      );
    case 'owner':
      return <Owners label={label} parts={parts} onChange={put} />;
    case 'project':
      return <Projects label={label} parts={parts} onChange={put} />;
    case 'tags':
      return <Tags label={label} path={path} parts={parts} onChange={put} />;
    case 'score':
      return (
        <>
          <Whole
            label={t('segment.min', { path })}
            placeholder={t('segment.from')}
            value={parts.min}
            onChange={(min) => put(without({ ...parts, min }))}
          />
          <Whole
            label={t('segment.max', { path })}
            placeholder={t('segment.to')}
            value={parts.max}
            onChange={(max) => put(without({ ...parts, max }))}
          />
        </>
      );
    case 'created':
    case 'updated':
      return <Times path={path} parts={parts} onChange={put} />;
    case 'name':
    case 'company':
      return (
        <Input
          aria-label={label}
          className="w-48"
          placeholder={t('segment.contains')}
          maxLength={200}
          value={typeof parts.contains === 'string' ? parts.contains : ''}
          onChange={(event) => put({ contains: event.target.value })}
        />
      );
    case 'phone':
    case 'email':
      return (
        <Select
          aria-label={label}
          className="w-auto"
          value={parts.known === true ? 'yes' : 'no'}
          onChange={(event) => put({ known: event.target.value === 'yes' })}
        >
          <option value="yes">{t('segment.known')}</option>
          <option value="no">{t('segment.notKnown')}</option>
        </Select>
      );
    case 'doNotContact':
      return (
        <Input
          aria-label={label}
          className="w-48"
          placeholder={t('segment.anyChannel')}
          value={typeof parts.channel === 'string' ? parts.channel : ''}
          onChange={(event) => put(without({ channel: event.target.value.toUpperCase() }))}
        />
      );
    case 'activity':
      return <Activity path={path} parts={parts} onChange={put} />;
  }
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Without what is not filled in. */
const without = (parts: Leaf['parts']): Leaf['parts'] =>
  Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined && value !== ''),
  );

function Sources({ label, value, onChange }: Omit<SeveralProps, 'choices'>) {
  const known = useKnownSources();
  const all = [...new Set([...known, ...value])];
  return (
    <Several
      label={label}
      choices={all.map((each) => [each, each])}
      value={value}
      onChange={onChange}
    />
  );
}

interface PartProps {
  parts: Leaf['parts'];
  onChange: (parts: Leaf['parts']) => void;
}

function Owners(props: PartProps & { label: string }) {
  const members = useMembers().data?.items ?? [];
  return <OneOf {...props} none="nobody" ofNone={t('segment.nobody')} choices={members} />;
}

function Projects(props: PartProps & { label: string }) {
  const projects = useProjects().data?.items ?? [];
  return <OneOf {...props} none="none" ofNone={t('lead.noProject')} choices={projects} />;
}

interface OneOfProps extends PartProps {
  label: string;
  /** The part that says that those without fit, too. */
  none: string;
  ofNone: string;
  choices: { id: string; name: string }[];
}

function OneOf({ label, parts, onChange, none, ofNone, choices }: OneOfProps) {
  return (
    <Several
      label={label}
      choices={[[none, ofNone], ...choices.map(({ id, name }): [string, string] => [id, name])]}
      value={[...texts(parts.in), ...(parts[none] === true ? [none] : [])]}
      onChange={(values) =>
        onChange({
          in: values.filter((each) => each !== none),
          [none]: values.includes(none),
        })
      }
    />
  );
}

const TAG_MATCHES = ['any', 'all', 'none'] as const;

function Tags({ label, path, parts, onChange }: PartProps & { label: string; path: string }) {
  const match = TAG_MATCHES.find((each) => each in parts) ?? 'any';
  const tags = texts(parts[match]);
  return (
    <>
      <Select
        aria-label={t('segment.tagMatch', { path })}
        className="w-auto"
        value={match}
        onChange={(event) => onChange({ [event.target.value]: tags })}
      >
        {TAG_MATCHES.map((each) => (
          <option key={each} value={each}>
            {t(`segment.tags.${each}`)}
          </option>
        ))}
      </Select>
      <div role="group" aria-label={label} className="w-64">
        <TagsInput
          value={tags}
          onChange={(next) => onChange({ [match]: next })}
          placeholder={t('segment.tags')}
        />
      </div>
    </>
  );
}

function Times({ path, parts, onChange }: PartProps & { path: string }) {
  const kind = 'lastDays' in parts ? 'lastDays' : 'until' in parts ? 'until' : 'from';
  const day = (value: unknown) => (typeof value === 'string' ? value.slice(0, 10) : '');
  return (
    <>
      <Select
        aria-label={t('segment.timeKind', { path })}
        className="w-auto"
        value={kind}
        onChange={(event) =>
          onChange(
            event.target.value === 'lastDays' ? { lastDays: 7 } : { [event.target.value]: '' },
          )
        }
      >
        <option value="lastDays">{t('segment.lastDays')}</option>
        <option value="from">{t('segment.since')}</option>
        <option value="until">{t('segment.before')}</option>
      </Select>
      {kind === 'lastDays' ? (
        <Whole
          label={t('segment.days', { path })}
          placeholder={t('segment.daysShort')}
          value={parts.lastDays}
          onChange={(lastDays) => onChange({ lastDays })}
        />
      ) : (
        <Input
          type="date"
          aria-label={t('segment.day', { path })}
          className="w-auto"
          value={day(parts[kind])}
          onChange={(event) =>
            onChange({ [kind]: event.target.value && `${event.target.value}T00:00:00Z` })
          }
        />
      )}
    </>
  );
}

function Activity({ path, parts, onChange }: PartProps & { path: string }) {
  const never = parts.never === true;
  return (
    <>
      <Select
        aria-label={t('segment.who', { path })}
        className="w-auto"
        value={String(parts.kind)}
        onChange={(event) => onChange({ ...parts, kind: event.target.value })}
      >
        <option value="RECEIVED">{t('segment.RECEIVED')}</option>
        <option value="SENT">{t('segment.SENT')}</option>
      </Select>
      <Select
        aria-label={t('segment.often', { path })}
        className="w-auto"
        value={never ? 'never' : 'atLeast'}
        onChange={(event) => {
          const rest = without({ ...parts, never: undefined, atLeast: undefined });
          onChange(
            event.target.value === 'never' ? { ...rest, never: true } : { ...rest, atLeast: 1 },
          );
        }}
      >
        <option value="never">{t('segment.never')}</option>
        <option value="atLeast">{t('segment.atLeast')}</option>
      </Select>
      {!never && (
        <Whole
          label={t('segment.times', { path })}
          placeholder={t('segment.timesShort')}
          value={parts.atLeast}
          onChange={(atLeast) => onChange({ ...parts, atLeast })}
        />
      )}
      <Whole
        label={t('segment.withinDays', { path })}
        placeholder={t('segment.ever')}
        value={parts.days}
        onChange={(days) => onChange(without({ ...parts, days }))}
      />
    </>
  );
}

interface WholeProps {
  label: string;
  placeholder: string;
  value: unknown;
  onChange: (value: number | undefined) => void;
}

/** A whole number, or nothing. */
function Whole({ label, placeholder, value, onChange }: WholeProps) {
  return (
    <Input
      type="number"
      min={0}
      step={1}
      aria-label={label}
      placeholder={placeholder}
      className="w-28"
      value={typeof value === 'number' ? value : ''}
      onChange={(event) => {
        const number = event.target.valueAsNumber;
        onChange(Number.isNaN(number) ? undefined : Math.trunc(number));
      }}
    />
  );
}
