import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Link, Navigate, useLocation, useSearchParams } from 'react-router';
import type { SessionBody } from '@/api/types';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { Problem } from '@/lib/problem';
import { routes, safeReturn } from '@/lib/routes';
import { session, useSession } from '@/lib/session';
import { AuthLayout } from './auth-layout';
import { CodeStep } from './code-step';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { applyProblem, FormProblem } from '@/ui/form';
import { Input } from '@/ui/input';

export function LoginPage() {
  const present = useSession();
  const location = useLocation();
  const [search] = useSearchParams();
  const next = safeReturn(search.get('next'));
  const ended = (location.state as { ended?: boolean } | null)?.ended === true;

  const [challenge, setChallenge] = useState<string>();
  const [expired, setExpired] = useState<string>();
  const form = useForm({
    defaultValues: { email: '', password: '' },
  });
  const logIn = useMutation({
    meta: { ownErrors: true },
    mutationFn: (body: { email: string; password: string }) =>
      http.post<SessionBody>('/api/auth/login', { body, anonymous: true }),
    onMutate: () => setExpired(undefined),
    onSuccess: (body) => session.accept(body),
    onError: (error) => {
      if (error instanceof Problem && error.code === 'SECOND_FACTOR_REQUIRED') {
        setChallenge(error.details.challenge);
      }
    },
  });
  const problem = logIn.error ? applyProblem(form, logIn.error, []) : expired;

  if (present) return <Navigate to={next} replace />;
  if (challenge) {
    return (
      <CodeStep
        challenge={challenge}
        onBack={(why) => {
          logIn.reset();
          form.resetField('password');
          setExpired(why);
          setChallenge(undefined);
        }}
      />
    );
  }
  const { errors } = form.formState;
  return (
    <AuthLayout
      title={t('auth.logIn')}
      text={ended ? t('auth.ended') : undefined}
      footer={
        <>
          {t('auth.newHere')}{' '}
          <Link to={routes.signUp} className="font-medium text-accent-text underline">
            {t('auth.createAccount')}
          </Link>
        </>
      }
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => void form.handleSubmit((values) => logIn.mutate(values))(event)}
      >
        <Field label={t('auth.email')} error={errors.email?.message}>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="username"
              autoFocus={!form.getValues('email')}
              {...form.register('email', { required: t('auth.emailMissing') })}
            />
          )}
        </Field>
        <Field label={t('auth.password')} error={errors.password?.message}>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              autoFocus={!!form.getValues('email')}
              {...form.register('password', { required: t('auth.passwordMissing') })}
            />
          )}
        </Field>
        <FormProblem message={problem} />
        <Button type="submit" variant="primary" busy={logIn.isPending}>
          {t('auth.logIn')}
        </Button>
      </form>
    </AuthLayout>
  );
}
