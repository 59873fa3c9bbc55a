import { useState, type FormEvent } from 'react';
import { variablesOf } from '@/lib/channel-templates';
import { useIdempotencyKeys } from '@/lib/idempotency';
import { t } from '@/lib/i18n';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { FormProblem } from '@/ui/form';
import { Input, Select, Textarea } from '@/ui/input';
import { toast } from '@/ui/toast';
import { useSubmitTemplate } from './api';

const CATEGORIES = ['UTILITY', 'MARKETING'] as const;

/** A template to be approved. Each variable of its text needs an example for those who review it. */
export function TemplateForm({ accountId, onDone }: { accountId: string; onDone: () => void }) {
  const [name, setName] = useState('');
  const [language, setLanguage] = useState('en');
  const [category, setCategory] = useState<string>(CATEGORIES[0]);
  const [body, setBody] = useState('');
  const [examples, setExamples] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<string>();
  const submit = useSubmitTemplate(accountId);
  const keys = useIdempotencyKeys();
  const variables = variablesOf(body);

  const errors: Record<string, string | undefined> = {
    name: /^[a-z0-9_]+$/.test(name) ? undefined : t('channels.templates.nameWrong'),
    language: /^[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,2}$/.test(language)
      ? undefined
      : t('channels.templates.languageWrong'),
    body: body.trim() ? undefined : t('channels.templates.bodyMissing'),
  };
  const lacking = variables.filter((variable) => !examples[variable]?.trim());
  const wrong = lacking.length > 0 || Object.values(errors).some(Boolean);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setProblem(undefined);
    if (wrong) return;
    const template = {
      name,
      language,
      category,
      body: body.trim(),
      examples: Object.fromEntries(
        variables.map((variable) => [variable, examples[variable]?.trim() ?? '']),
      ),
    };
    try {
      await submit.mutateAsync({ ...template, key: keys.keyFor(template) });
      toast.done(t('channels.templates.submitted'));
      onDone();
    } catch (error) {
      keys.failed(error);
      setProblem(messageOf(error));
    }
  };

  return (
    <form noValidate className="flex min-h-0 flex-col" onSubmit={(event) => void send(event)}>
      <DialogBody>
        <Field
          label={t('channels.templates.name')}
          hint={t('channels.templates.nameHint')}
          error={tried ? errors.name : undefined}
          required
        >
          {(control) => (
            <Input
              {...control}
              maxLength={512}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t('channels.templates.language')}
            error={tried ? errors.language : undefined}
            required
          >
            {(control) => (
              <Input
                {...control}
                maxLength={20}
                value={language}
                onChange={(event) => setLanguage(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('channels.templates.category')}>
            {(control) => (
              <Select
                {...control}
                value={category}
                onChange={(event) => setCategory(event.target.value)}
              >
                {CATEGORIES.map((each) => (
                  <option key={each} value={each}>
                    {t(`templateCategory.${each}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <Field
          label={t('channels.templates.body')}
          hint={t('channels.templates.bodyHint')}
          error={tried ? errors.body : undefined}
          required
        >
          {(control) => (
            <Textarea
              {...control}
              rows={4}
              maxLength={1024}
              value={body}
              onChange={(event) => setBody(event.target.value)}
            />
          )}
        </Field>
        {variables.map((variable) => (
          <Field
            key={variable}
            label={t('channels.templates.example', { name: variable })}
            error={
              tried && lacking.includes(variable)
                ? t('channels.templates.exampleMissing')
                : undefined
            }
            required
          >
            {(control) => (
              <Input
                {...control}
                value={examples[variable] ?? ''}
                onChange={(event) =>
                  setExamples((now) => ({ ...now, [variable]: event.target.value }))
                }
              />
            )}
          </Field>
        ))}
        <FormProblem message={problem} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={submit.isPending}>
          {t('channels.templates.submit')}
        </Button>
      </DialogFooter>
    </form>
  );
}
