import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Link, Navigate } from 'react-router';
import type { SignedUpBody } from '@/api/types';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { Problem } from '@/lib/problem';
import { routes } from '@/lib/routes';
import { session, useSession } from '@/lib/session';
import { AuthLayout } from './auth-layout';
import { filled, newPassword } from './rules';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { applyProblem, FormProblem } from '@/ui/form';
import { Input } from '@/ui/input';
import { toast } from '@/ui/toast';

const FIELDS = ['name', 'email', 'password', 'organizationName'] as const;

/**
 * Where this browser is, as far as it tells; the organization begins with it. en-US is how browsers
 * come, wherever they are used, so it names no country.
 */
function here() {
  const { language } = navigator;
  return {
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    defaultRegion: language === 'en-US' ? undefined : new Intl.Locale(language).region,
  };
}

export function SignUpPage() {
  const present = useSession();
  const [problem, setProblem] = useState<string>();
  const form = useForm({
    defaultValues: { name: '', email: '', password: '', organizationName: '' },
  });
  const signUp = useMutation({
    meta: { ownErrors: true },
    mutationFn: (body: Record<(typeof FIELDS)[number], string>) =>
      http.post<SignedUpBody>('/api/auth/signup', {
        body: { ...body, ...here() },
        anonymous: true,
      }),
    onMutate: () => setProblem(undefined),
    onSuccess: (body, { organizationName }) => {
      const { organization } = session.accept(body);
      if (body.organizationNameChanged) {
        toast.warn(
          t('auth.nameTaken', { wanted: organizationName.trim(), name: organization.name }),
        );
      }
    },
    onError: (error) => {
      if (error instanceof Problem && error.code === 'CONFLICT') {
        form.setError('email', { message: t('auth.emailTaken') }, { shouldFocus: true });
      } else {
        setProblem(applyProblem(form, error, FIELDS));
      }
    },
  });

  if (present) return <Navigate to={routes.dashboard} replace />;
  const { errors } = form.formState;
  return (
    <AuthLayout
      title={t('auth.signUp')}
      footer={
        <>
          {t('auth.haveAccount')}{' '}
          <Link to={routes.login} className="font-medium text-accent-text underline">
            {t('auth.logIn')}
          </Link>
        </>
      }
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => void form.handleSubmit((values) => signUp.mutate(values))(event)}
      >
        <Field label={t('auth.name')} error={errors.name?.message}>
          {(control) => (
            <Input
              {...control}
              autoComplete="name"
              autoFocus
              {...form.register('name', { validate: filled(t('auth.nameMissing')) })}
            />
          )}
        </Field>
        <Field label={t('auth.email')} error={errors.email?.message}>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="username"
              {...form.register('email', {
                pattern: { value: /^\S+@\S+\.\S+$/, message: t('auth.emailInvalid') },
                required: t('auth.emailMissing'),
              })}
            />
          )}
        </Field>
        <Field
          label={t('auth.password')}
          hint={t('auth.passwordHint')}
          error={errors.password?.message}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="new-password"
              {...form.register('password', { validate: newPassword })}
            />
          )}
        </Field>
        <Field
          label={t('auth.organization')}
          hint={t('auth.organizationHint')}
          error={errors.organizationName?.message}
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="organization"
              {...form.register('organizationName', {
                validate: filled(t('auth.organizationMissing')),
              })}
            />
          )}
        </Field>
        <FormProblem message={problem} />
        <Button type="submit" variant="primary" busy={signUp.isPending}>
          {t('auth.createAccount')}
        </Button>
      </form>
    </AuthLayout>
  );
}
