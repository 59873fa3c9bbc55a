import { zodResolver } from '@hookform/resolvers/zod';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Controller, useFieldArray, useForm } from 'react-hook-form';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { z } from 'zod';
import type { Campaign } from '@/api/types';
import { parseDelay, writeDelay } from '@/lib/format';
import { useIdempotencyKeys } from '@/lib/idempotency';
import { t } from '@/lib/i18n';
import { templateProblem } from '@/lib/message-template';
import { Problem } from '@/lib/problem';
import { routes } from '@/lib/routes';
import { useSampleLead } from '@/lib/sample-lead';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { applyProblem, FormProblem } from '@/ui/form';
import { Input, Select } from '@/ui/input';
import { Page, PageHeader, Section } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { TemplateEditor } from '@/ui/template-editor';
import { compact, useCampaign, useChannelAccounts, useCreateCampaign } from './api';
import { AudiencePicker } from './audience-picker';

const schema = () =>
  z.object({
    name: z.string().trim().min(1, t('campaign.nameMissing')),
    audience: z.object({
      statuses: z.array(z.string()).optional(),
      sources: z.array(z.string()).optional(),
      tags: z.array(z.string()).optional(),
    }),
    channelAccountId: z.string(),
    steps: z.array(
      z.object({
        amount: z.number().int().min(0).max(365),
        unit: z.enum(['minutes', 'hours', 'days']),
        text: z
          .string()
          .trim()
          .min(1, t('campaign.textMissing'))
          .refine((text) => !templateProblem(text), t('campaign.fixVariables')),
      }),
    ),
  });

type Values = z.infer<ReturnType<typeof schema>>;

function valuesOf(campaign: Campaign | undefined): Values {
  if (!campaign) {
    return {
      name: '',
      audience: {},
      channelAccountId: '',
      steps: [{ amount: 0, unit: 'minutes', text: '' }],
    };
  }
  return {
    name: t('campaign.copyOf', { name: campaign.name }),
    audience: campaign.audience ?? {},
    channelAccountId: campaign.channelAccountId ?? '',
    steps: campaign.steps.map(({ delay, text }) => ({ ...parseDelay(delay), text })),
  };
}

/** A new campaign, empty or with the contents of another one (`?from=`). */
export function CampaignFormPage() {
  const [search] = useSearchParams();
  const from = search.get('from') ?? undefined;
  const origin = useCampaign(from);
  if (from && origin.isPending) {
    return (
      <Page className="max-w-4xl">
        <Skeleton className="h-8 w-56" />
        <Skeleton className="h-96" />
      </Page>
    );
  }
  return <CampaignForm initial={valuesOf(origin.data)} />;
}

function CampaignForm({ initial }: { initial: Values }) {
  const navigate = useNavigate();
  const create = useCreateCampaign();
  const accounts = useChannelAccounts();
  const sample = useSampleLead();
  const [problem, setProblem] = useState<string>();
  const keys = useIdempotencyKeys();
  const form = useForm<Values>({ resolver: zodResolver(schema()), defaultValues: initial });
  const steps = useFieldArray({ control: form.control, name: 'steps' });
  const { errors } = form.formState;
  const channels = accounts.data?.items ?? [];

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    const draft = {
      name: values.name,
      audience: compact(values.audience as Parameters<typeof compact>[0]),
      channelAccountId: values.channelAccountId || undefined,
      steps: values.steps.map((step) => ({ delay: writeDelay(step), text: step.text })),
    };
    try {
      const campaign = await create.mutateAsync({ draft, key: keys.keyFor(draft) });
      await navigate(routes.campaign(campaign.id));
    } catch (error) {
      keys.failed(error);
      const only = values.steps.length === 1 ? 'steps.0.text' : undefined;
      if (error instanceof Problem && error.code === 'UNKNOWN_VARIABLE' && only) {
        form.setError(only, { message: error.message });
      } else {
        setProblem(
          applyProblem(form, error, [
            'name',
            'channelAccountId',
            ...values.steps.map((_, index) => `steps.${index}.text` as const),
          ]),
        );
      }
    }
  });

  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('campaigns.new')} description={t('campaign.newText')} />
      <form noValidate className="flex flex-col gap-5" onSubmit={(event) => void submit(event)}>
        <Section title={t('campaign.basics')}>
          <div className="grid gap-4 px-4 pb-4 sm:grid-cols-2">
            <Field label={t('campaign.name')} error={errors.name?.message} required>
              {(control) => (
                <Input
                  {...control}
                  autoComplete="off"
                  placeholder={t('campaign.namePlaceholder')}
                  {...form.register('name')}
                />
              )}
            </Field>
            {channels.length > 1 && (
              <Field label={t('campaign.channel')} error={errors.channelAccountId?.message}>
                {(control) => (
                  <Select {...control} {...form.register('channelAccountId')}>
                    <option value="">{t('campaign.anyChannel')}</option>
                    {channels.map((account) => (
                      <option key={account.id} value={account.id}>
                        {account.name}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            )}
          </div>
        </Section>
        <Section title={t('campaign.audience')} description={t('campaign.audienceText')}>
          <div className="px-4 pb-4">
            <Controller
              control={form.control}
              name="audience"
              render={({ field }) => (
                <AudiencePicker
                  value={field.value as Parameters<typeof AudiencePicker>[0]['value']}
                  onChange={field.onChange}
                />
              )}
            />
          </div>
        </Section>
        <Section title={t('campaign.messages')} description={t('campaign.messagesText')}>
          <ol className="flex flex-col divide-y divide-line border-t border-line">
            {steps.fields.map((step, index) => (
              <li key={step.id} className="flex flex-col gap-3 p-4">
                <div className="flex flex-wrap items-center gap-2">
                  <h3 className="mr-2 font-semibold">
                    {t('campaign.step', { number: index + 1 })}
                  </h3>
                  {index === 0 && (
                    <span className="text-[13px] text-ink-2">{t('campaign.atOnce')}</span>
                  )}
                  {index > 0 && (
                    <div className="flex items-center gap-2 text-[13px] text-ink-2">
                      <span>{t('campaign.after')}</span>
                      <Input
                        type="number"
                        min={0}
                        max={365}
                        aria-label={t('campaign.delayOf', { number: index + 1 })}
                        className="h-8 w-20"
                        {...form.register(`steps.${index}.amount`, { valueAsNumber: true })}
                      />
                      <Select
                        aria-label={t('campaign.unitOf', { number: index + 1 })}
                        className="h-8 w-auto"
                        {...form.register(`steps.${index}.unit`)}
                      >
                        <option value="minutes">{t('delay.unit.minutes')}</option>
                        <option value="hours">{t('delay.unit.hours')}</option>
                        <option value="days">{t('delay.unit.days')}</option>
                      </Select>
                      <span>{t('campaign.withoutReply')}</span>
                    </div>
                  )}
                  {steps.fields.length > 1 && (
                    <Button
                      variant="ghost"
                      size="iconSm"
                      className="ml-auto"
                      aria-label={t('campaign.removeStep', { number: index + 1 })}
                      onClick={() => steps.remove(index)}
                    >
                      <Trash2 aria-hidden />
                    </Button>
                  )}
                </div>
                <Controller
                  control={form.control}
                  name={`steps.${index}.text`}
                  render={({ field, fieldState }) => (
                    <TemplateEditor
                      label={t('campaign.textOf', { number: index + 1 })}
                      value={field.value}
                      onChange={field.onChange}
                      error={templateProblem(field.value) ? undefined : fieldState.error?.message}
                      sample={sample}
                    />
                  )}
                />
              </li>
            ))}
          </ol>
          <div className="border-t border-line p-3">
            <Button
              variant="ghost"
              onClick={() => steps.append({ amount: 2, unit: 'days', text: '' })}
            >
              <Plus aria-hidden />
              {t('campaign.addStep')}
            </Button>
          </div>
        </Section>
        <FormProblem message={problem} />
        <div className="flex items-center gap-3">
          <Button type="submit" variant="primary" busy={create.isPending}>
            {t('campaign.save')}
          </Button>
          <Button asChild>
            <Link to={routes.campaigns}>{t('common.cancel')}</Link>
          </Button>
          <p className="text-[13px] text-ink-3">{t('campaign.saveHint')}</p>
        </div>
      </form>
    </Page>
  );
}
