import { useState, type FormEvent } from 'react';
import type { ChannelTemplate, TemplateUse } from '@/api/types';
import {
  fillTemplate,
  missingValues,
  suggestedValues,
  useTemplateLibraries,
} from '@/lib/channel-templates';
import { has, t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Field } from '@/ui/field';
import { Input, Select } from '@/ui/input';
import { Skeleton } from '@/ui/skeleton';
import { MessageSquareQuote } from 'lucide-react';

interface TemplateDialogProps {
  accountId?: string;
  leadName: string;
  onSend: (use: TemplateUse, text: string) => void;
  onClose: () => void;
}

const keyOf = (template: ChannelTemplate) => `${template.name}/${template.language}`;

/** The approved templates of an account: one is chosen, filled in, looked at, and sent. */
export function TemplateDialog({ accountId, leadName, onSend, onClose }: TemplateDialogProps) {
  const query = useTemplateLibraries();
  const library = query.data?.items.find((each) => each.accountId === accountId);
  const approved = library?.templates.filter((each) => each.state === 'APPROVED') ?? [];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('chat.template.title')}
      description={t('chat.template.text', { name: leadName })}
    >
      {query.isPending ? (
        <DialogBody>
          <Skeleton className="h-9" />
          <Skeleton className="h-20" />
        </DialogBody>
      ) : query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : approved.length === 0 ? (
        <EmptyState
          icon={MessageSquareQuote}
          title={t('chat.template.none')}
          text={t('chat.template.noneText')}
        />
      ) : (
        <TemplateForm templates={approved} leadName={leadName} onClose={onClose} onSend={onSend} />
      )}
    </Dialog>
  );
}

interface TemplateFormProps {
  templates: ChannelTemplate[];
  leadName: string;
  onSend: (use: TemplateUse, text: string) => void;
  onClose: () => void;
}

function TemplateForm({ templates, leadName, onSend, onClose }: TemplateFormProps) {
  const [chosen, setChosen] = useState(() => templates[0] as ChannelTemplate);
  const [values, setValues] = useState(() => suggestedValues(chosen, leadName));
  const [tried, setTried] = useState(false);
  const missing = missingValues(chosen, values);
  const text = fillTemplate(chosen, values);

  const choose = (key: string) => {
    const next = templates.find((each) => keyOf(each) === key);
    if (!next) return;
    setChosen(next);
    setValues(suggestedValues(next, leadName));
    setTried(false);
  };

  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.length > 0) return;
    onSend({ name: chosen.name, language: chosen.language, values }, text);
    onClose();
  };

  return (
    <form noValidate className="flex min-h-0 flex-col" onSubmit={send}>
      <DialogBody>
        <Field label={t('chat.template.choose')}>
          {(control) => (
            <Select
              {...control}
              value={keyOf(chosen)}
              onChange={(event) => choose(event.target.value)}
            >
              {templates.map((each) => (
                <option key={keyOf(each)} value={keyOf(each)}>
                  {each.name} ({each.language})
                </option>
              ))}
            </Select>
          )}
        </Field>
        {chosen.parameters.map((parameter) => (
          <Field
            key={`${keyOf(chosen)} ${parameter}`}
            label={labelOf(parameter)}
            error={
              tried && missing.includes(parameter) ? t('chat.template.valueMissing') : undefined
            }
            required
          >
            {(control) => (
              <Input
                {...control}
                maxLength={1024}
                value={values[parameter] ?? ''}
                onChange={(event) =>
                  setValues((now) => ({ ...now, [parameter]: event.target.value }))
                }
              />
            )}
          </Field>
        ))}
        <div className="flex flex-col gap-1.5">
          <p className="text-[13px] font-medium">{t('chat.template.preview')}</p>
          <p
            data-template-preview
            className="rounded-xl bg-accent-soft px-3.5 py-2 whitespace-pre-wrap"
          >
            {text}
          </p>
        </div>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary">
          {t('chat.template.send')}
        </Button>
      </DialogFooter>
    </form>
  );
}

/** What is asked for: a variable by its number or name, or a part beside the text. */
function labelOf(parameter: string): string {
  const part = /^(header|button)\.(?:\d\.)?(\w+)$/.exec(parameter);
  const key = `chat.template.${part?.[1] ?? ''}.${part?.[2] ?? ''}`;
  if (part && has(key)) return t(key);
  return t('chat.template.variable', { name: parameter });
}
