import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { OpenedInvitation, SessionBody } from '@/api/types';
import { http, logOut } from '@/lib/http';
import { t } from '@/lib/i18n';
import { Problem } from '@/lib/problem';
import { session, useSession } from '@/lib/session';
import { Button } from '@/ui/button';
import { CodeField, codeProblem, type CodeKind } from '@/ui/code-field';
import { Field } from '@/ui/field';
import { applyProblem, FormProblem } from '@/ui/form';
import { Input } from '@/ui/input';
import { invitationPath, refusalOf, type Refusal } from './invitation';
import { filled, newPassword } from './rules';

const FIELDS = ['name', 'password', 'code'] as const;

interface JoinFormProps {
  token: string;
  invitation: OpenedInvitation;
  onJoined: () => void;
  onRefused: (refusal: Refusal) => void;
}

/** A new person says who they are; one with an account proves that it is theirs. */
export function JoinForm({ token, invitation, onJoined, onRefused }: JoinFormProps) {
  const { email, registered } = invitation;
  const present = useSession();
  const [problem, setProblem] = useState<string>();
  const [codeKind, setCodeKind] = useState<CodeKind>();
  const form = useForm({ defaultValues: { name: '', password: '', code: '' } });
  const join = useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ name, password, code }: Record<(typeof FIELDS)[number], string>) =>
      http.post<SessionBody>(invitationPath(token), {
        body: registered
          ? { email, password, code: codeKind && code }
          : { email, name: name.trim(), password },
        anonymous: true,
      }),
    onMutate: () => setProblem(undefined),
    onSuccess: (body) => {
      onJoined();
      // Whoever was logged in here before leaves first, with all that this browser holds of theirs.
      if (session.get()) void logOut();
      session.accept(body, body.organizations[0]?.id);
    },
    onError: (error) => {
      const refusal = refusalOf(error);
      if (refusal) {
        onRefused(refusal);
      } else if (error instanceof Problem && error.code === 'SECOND_FACTOR_REQUIRED') {
        setCodeKind('app');
      } else if (error instanceof Problem && error.code === 'SECOND_FACTOR_INVALID') {
        form.setError('code', { message: error.message }, { shouldFocus: true });
      } else if (registered && error instanceof Problem && error.status === 401) {
        const message = t('invitation.wrongPassword');
        form.setError('password', { message }, { shouldFocus: true });
      } else {
        setProblem(applyProblem(form, error, FIELDS));
      }
    },
  });
  const { errors } = form.formState;

  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => void form.handleSubmit((values) => join.mutate(values))(event)}
    >
      <Field label={t('auth.email')}>
        {(control) => (
          <Input {...control} type="email" autoComplete="username" readOnly value={email} />
        )}
      </Field>
      {!registered && (
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
      )}
      <Field
        label={t('auth.password')}
        hint={registered ? undefined : t('auth.passwordHint')}
        error={errors.password?.message}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete={registered ? 'current-password' : 'new-password'}
            autoFocus={registered}
            {...form.register('password', {
              validate: registered ? filled(t('auth.passwordMissing')) : newPassword,
            })}
          />
        )}
      </Field>
      {codeKind && (
        <CodeField
          kind={codeKind}
          onKind={setCodeKind}
          error={errors.code?.message}
          registration={form.register('code', { validate: codeProblem(codeKind) })}
        />
      )}
      {present && present.user.email.toLowerCase() !== email.toLowerCase() && (
        <p className="text-[13px] text-ink-2">
          {t('invitation.otherAccount', { email: present.user.email })}
        </p>
      )}
      <FormProblem message={problem} />
      <Button type="submit" variant="primary" busy={join.isPending}>
        {t('invitation.submit')}
      </Button>
    </form>
  );
}
