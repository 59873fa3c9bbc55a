import { useState } from 'react';
import { t } from '@/lib/i18n';
import { cn } from '@/lib/cn';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/empty-state';
import { Section } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { useSecondFactor } from './api';
import { RenewDialog } from './renew-dialog';
import { TurnOffDialog } from './turn-off-dialog';
import { TurnOnDialog } from './turn-on-dialog';

const FEW = 3;

type Step = 'turnOn' | 'renew' | 'turnOff';

export function SecondFactorSection() {
  const query = useSecondFactor();
  const [step, setStep] = useState<Step>();
  const state = query.data;
  const close = () => setStep(undefined);
  return (
    <Section
      title={t('account.steps')}
      description={t('account.stepsText')}
      actions={
        state && (
          <Badge tone={state.enabled ? 'good' : 'neutral'} dot>
            {t(state.enabled ? 'account.on' : 'account.off')}
          </Badge>
        )
      }
    >
      {state ? (
        <div className="flex flex-col items-start gap-4 px-4 pb-4">
          {state.enabled ? (
            <>
              <Left count={state.recoveryCodesLeft} />
              <div className="flex flex-wrap gap-2">
                <Button onClick={() => setStep('renew')}>{t('account.renew')}</Button>
                <Button onClick={() => setStep('turnOff')}>{t('account.turnOff')}</Button>
              </div>
            </>
          ) : (
            <>
              <p className="max-w-xl text-ink-2">{t('account.offText')}</p>
              <Button variant="primary" onClick={() => setStep('turnOn')}>
                {t('account.turnOn')}
              </Button>
            </>
          )}
        </div>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div
          role="status"
          aria-label={t('common.loading')}
          className="flex flex-col gap-3 px-4 pb-4"
        >
          <Skeleton className="h-4 w-2/3" />
          <Skeleton className="h-9 w-32" />
        </div>
      )}
      {step === 'turnOn' && <TurnOnDialog onClose={close} />}
      {step === 'renew' && <RenewDialog onClose={close} />}
      {step === 'turnOff' && <TurnOffDialog onClose={close} />}
    </Section>
  );
}

function Left({ count }: { count: number }) {
  const warning =
    count === 0 ? t('account.leftNone') : count <= FEW ? t('account.leftFew') : undefined;
  return (
    <div
      className={cn(warning && 'rounded-md bg-warn-soft px-3 py-2 text-warn-text')}
      data-left={count}
    >
      <p className="font-medium">{t('account.left', { count })}</p>
      <p className={cn('text-[13px]', !warning && 'text-ink-2')}>
        {warning ?? t('account.leftText')}
      </p>
    </div>
  );
}
