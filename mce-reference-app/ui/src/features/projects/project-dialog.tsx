import { Plus, Trash2 } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { Project, ProjectDraft } from '@/api/types';
import { t } from '@/lib/i18n';
import { messageOf, Problem } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { ConflictNotice, FormProblem } from '@/ui/form';
import { Input, Textarea } from '@/ui/input';
import { TagsInput } from '@/ui/tags-input';
import { useSaveProject } from './api';

const valuesOf = (project: Project | undefined): ProjectDraft => ({
  code: project?.code ?? '',
  name: project?.name ?? '',
  location: project?.location ?? '',
  currency: project?.currency ?? '',
  priceFrom: project?.priceFrom ?? '',
  priceTo: project?.priceTo ?? '',
  configurations: project?.configurations ?? [],
  facts: project?.facts ?? [],
});

interface ProjectDialogProps {
  project?: Project;
  onClose: () => void;
}

/** Makes a project, or edits one. */
export function ProjectDialog({ project, onClose }: ProjectDialogProps) {
  const save = useSaveProject(project);
  const [values, setValues] = useState(() => valuesOf(project));
  const set = (part: Partial<ProjectDraft>) => setValues({ ...values, ...part });
  const problem = save.error instanceof Problem ? save.error : undefined;
  const theirs = problem?.isConflict ? (problem.current as Project | undefined) : undefined;
  const errorOf = (field: string) => problem?.errors.find((each) => each.field === field)?.message;
  const homeless = save.error && !theirs && !problem?.errors.length;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ draft: values }, { onSuccess: onClose });
  };

  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={project ? t('projects.editNamed', { name: project.name }) : t('projects.new')}
    >
      <form noValidate className="flex min-h-0 flex-col" onSubmit={submit}>
        <DialogBody>
          {theirs && (
            <ConflictNotice
              onReload={() => {
                setValues(valuesOf(theirs));
                save.reset();
              }}
              onKeepMine={() =>
                save.mutate({ draft: values, version: theirs.version }, { onSuccess: onClose })
              }
            />
          )}
          <div className="grid gap-4 sm:grid-cols-[12rem_1fr]">
            <Field
              label={t('projects.code')}
              hint={t('projects.codeHint')}
              error={errorOf('code')}
              required
            >
              {(control) => (
                <Input
                  {...control}
                  maxLength={60}
                  autoComplete="off"
                  value={values.code}
                  onChange={(event) => set({ code: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('projects.name')} error={errorOf('name')} required>
              {(control) => (
                <Input
                  {...control}
                  maxLength={200}
                  autoComplete="off"
                  value={values.name}
                  onChange={(event) => set({ name: event.target.value })}
                />
              )}
            </Field>
          </div>
          <Field label={t('projects.location')} error={errorOf('location')} optional>
            {(control) => (
              <Input
                {...control}
                maxLength={200}
                autoComplete="off"
                value={values.location}
                onChange={(event) => set({ location: event.target.value })}
              />
            )}
          </Field>
          <div className="grid gap-4 sm:grid-cols-[8rem_1fr_1fr]">
            <Field label={t('projects.currency')} error={errorOf('currency')} optional>
              {(control) => (
                <Input
                  {...control}
                  maxLength={3}
                  placeholder="BRL"
                  autoComplete="off"
                  value={values.currency}
                  onChange={(event) => set({ currency: event.target.value.toUpperCase() })}
                />
              )}
            </Field>
            <Field label={t('projects.priceFrom')} error={errorOf('priceFrom')} optional>
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  autoComplete="off"
                  value={values.priceFrom}
                  onChange={(event) => set({ priceFrom: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('projects.priceTo')} error={errorOf('priceTo')} optional>
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  autoComplete="off"
                  value={values.priceTo}
                  onChange={(event) => set({ priceTo: event.target.value })}
                />
              )}
            </Field>
          </div>
          <Field
            label={t('projects.configurations')}
            hint={t('projects.configurationsHint')}
            error={errorOf('configurations')}
            optional
          >
            {({ id, 'aria-describedby': describedBy }) => (
              <TagsInput
                id={id}
                aria-describedby={describedBy}
                value={values.configurations}
                onChange={(configurations) => set({ configurations })}
              />
            )}
          </Field>
          <Facts
            facts={values.facts}
            error={errorOf('facts')}
            onChange={(facts) => set({ facts })}
          />
          <FormProblem message={homeless ? messageOf(save.error) : undefined} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" busy={save.isPending} disabled={!!theirs}>
            {t('common.save')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

interface FactsProps {
  facts: ProjectDraft['facts'];
  error?: string;
  onChange: (facts: ProjectDraft['facts']) => void;
}

/** What leads ask, and what is true. */
function Facts({ facts, error, onChange }: FactsProps) {
  const change = (at: number, part: Partial<ProjectDraft['facts'][number]>) =>
    onChange(facts.map((fact, index) => (index === at ? { ...fact, ...part } : fact)));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="pb-1.5 text-[13px] font-medium">{t('projects.facts')}</legend>
      {facts.map((fact, at) => (
        <div key={at} className="flex flex-col gap-2 rounded-md bg-muted p-3">
          <div className="flex gap-2">
            <Input
              aria-label={t('projects.question', { number: at + 1 })}
              placeholder={t('projects.questionExample')}
              maxLength={200}
              value={fact.question}
              onChange={(event) => change(at, { question: event.target.value })}
            />
            <Button
              variant="ghost"
              size="icon"
              aria-label={t('projects.removeFact', { number: at + 1 })}
              onClick={() => onChange(facts.filter((_, index) => index !== at))}
            >
              <Trash2 aria-hidden />
            </Button>
          </div>
          <Textarea
            aria-label={t('projects.answer', { number: at + 1 })}
            maxLength={2000}
            value={fact.answer}
            onChange={(event) => change(at, { answer: event.target.value })}
          />
        </div>
      ))}
      {error && (
        <p role="alert" className="text-[13px] text-bad-text">
          {error}
        </p>
      )}
      <Button
        size="sm"
        className="self-start"
        onClick={() => onChange([...facts, { question: '', answer: '' }])}
      >
        <Plus aria-hidden />
        {t('projects.addFact')}
      </Button>
    </fieldset>
  );
}
