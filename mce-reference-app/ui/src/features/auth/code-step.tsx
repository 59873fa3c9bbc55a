import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { SessionBody } from '@/api/types';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { messageOf, Problem } from '@/lib/problem';
import { session } from '@/lib/session';
import { Button } from '@/ui/button';
import { CodeField, codeProblem, type CodeKind } from '@/ui/code-field';
import { FormProblem } from '@/ui/form';
import { AuthLayout } from './auth-layout';

interface CodeStepProps {
  /** What the right password was answered with. */
  challenge: string;
  /** Back to the password, and why when it was not the person's wish. */
  onBack: (why?: string) => void;
}

/** The second step of a log-in. */
export function CodeStep({ challenge, onBack }: CodeStepProps) {
  const [kind, setKind] = useState<CodeKind>('app');
  const [problem, setProblem] = useState<string>();
  const form = useForm({ defaultValues: { code: '' } });
  const logIn = useMutation({
    meta: { ownErrors: true },
    mutationFn: ({ code }: { code: string }) =>
      http.post<SessionBody>('/api/auth/second-factor', {
        body: { challenge, code },
        anonymous: true,
      }),
    onMutate: () => setProblem(undefined),
    onSuccess: (body) => session.accept(body),
    onError: (error) => {
      const code = error instanceof Problem ? error.code : undefined;
      if (code === 'SECOND_FACTOR_EXPIRED') {
        onBack(messageOf(error));
      } else if (code === 'SECOND_FACTOR_INVALID') {
        form.setError('code', { message: messageOf(error) }, { shouldFocus: true });
      } else {
        setProblem(messageOf(error));
      }
    },
  });

  return (
    <AuthLayout title={t('auth.codeTitle')} text={t('auth.codeText')}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => void form.handleSubmit((values) => logIn.mutate(values))(event)}
      >
        <CodeField
          kind={kind}
          onKind={(next) => {
            form.reset();
            setProblem(undefined);
            setKind(next);
          }}
          error={form.formState.errors.code?.message}
          registration={form.register('code', { validate: codeProblem(kind) })}
        />
        <FormProblem message={problem} />
        <Button type="submit" variant="primary" busy={logIn.isPending}>
          {t('auth.logIn')}
        </Button>
        <Button variant="ghost" onClick={() => onBack()}>
          {t('auth.back')}
        </Button>
      </form>
    </AuthLayout>
  );
}
