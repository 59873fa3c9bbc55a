import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, Circle, Minus } from 'lucide-react';
import { Link } from 'react-router';
import type { Setup, SetupStep, SetupStepName } from '@/api/types';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { queryKeys } from '@/lib/query-keys';
import { routes } from '@/lib/routes';
import { useOrganizationId } from '@/lib/session';
import { Button } from '@/ui/button';
import { Section } from '@/ui/page';
import { Progress } from '@/ui/progress';

/** Where each step is done. */
const PLACES: Record<SetupStepName, string> = {
  SETTINGS: routes.settings,
  CHANNEL: routes.channels,
  LEADS: routes.imports,
  TEAM: routes.team,
  OUTREACH: routes.workflows,
};

function useSkip() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  return useMutation({
    mutationFn: async (steps: SetupStepName[]) => {
      let setup: Setup | undefined;
      for (const step of steps) setup = await http.post<Setup>(`/api/setup/${step}/skip`);
      return setup;
    },
    onSuccess: (setup) => setup && client.setQueryData(keys.setup, setup),
    onError: () => client.invalidateQueries({ queryKey: keys.setup }),
  });
}

/** What a new organization does first, until all of it is done or skipped. */
export function SetupCard({ setup }: { setup: Setup }) {
  const skip = useSkip();
  const open = setup.steps.filter((step) => step.state === 'OPEN');
  const settled = setup.steps.length - open.length;
  const progress = t('setup.progress', { done: settled, all: setup.steps.length });
  return (
    <Section
      title={t('setup.title')}
      description={progress}
      actions={
        <Button
          size="sm"
          variant="ghost"
          busy={skip.isPending}
          onClick={() => skip.mutate(open.map((step) => step.step))}
        >
          {t('setup.dismiss')}
        </Button>
      }
    >
      <Progress
        label={t('setup.title')}
        text={progress}
        value={settled}
        max={setup.steps.length}
        className="mx-4 mb-2 h-1.5"
      />
      <ol aria-label={t('setup.title')} className="divide-y divide-line">
        {setup.steps.map((step) => (
          <Step
            key={step.step}
            step={step}
            isNext={step.step === setup.next}
            busy={skip.isPending}
            onSkip={() => skip.mutate([step.step])}
          />
        ))}
      </ol>
    </Section>
  );
}

const ICONS = { DONE: Check, SKIPPED: Minus, OPEN: Circle };

interface StepProps {
  step: SetupStep;
  isNext: boolean;
  busy: boolean;
  onSkip: () => void;
}

function Step({ step: { step, state }, isNext, busy, onSkip }: StepProps) {
  const Icon = ICONS[state];
  const name = t(`setup.step.${step}`);
  return (
    <li data-state={state} className="flex items-start gap-3 px-4 py-2.5">
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${state === 'DONE' ? 'text-good-text' : 'text-ink-3'}`}
      />
      <div className="min-w-0 flex-1">
        {state === 'OPEN' ? (
          <Link
            to={PLACES[step]}
            className={`underline-offset-2 hover:underline ${isNext ? 'font-semibold text-accent-text' : 'font-medium'}`}
          >
            {name}
          </Link>
        ) : (
          <span className="text-ink-2">{name}</span>
        )}
        {state === 'OPEN' && <p className="text-[13px] text-ink-2">{t(`setup.text.${step}`)}</p>}
      </div>
      {state === 'OPEN' ? (
        <Button
          size="sm"
          variant="ghost"
          disabled={busy}
          aria-label={t('setup.skipStep', { step: name })}
          onClick={onSkip}
        >
          {t('setup.skip')}
        </Button>
      ) : (
        <span className="text-[13px] leading-8 text-ink-3">{t(`setup.state.${state}`)}</span>
      )}
    </li>
  );
}
