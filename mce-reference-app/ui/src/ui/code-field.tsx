import type { UseFormRegisterReturn } from 'react-hook-form';
import { t } from '@/lib/i18n';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';

/** What proves that one has the phone, or stands in for it. */
export type CodeKind = 'app' | 'recovery';

const SHAPES: Record<CodeKind, RegExp> = {
  app: /^\s*\d{3}\s?\d{3}\s*$/,
  recovery: /^[\s-]*([a-z0-9][\s-]*){12}$/i,
};

/** Checks how a code looks, for a form. */
export const codeProblem = (kind: CodeKind) => (text: string) =>
  SHAPES[kind].test(text) || t(`code.${kind}Invalid`);

interface CodeFieldProps {
  kind: CodeKind;
  /** Changes to the other kind; left out where only one will do. */
  onKind?: (kind: CodeKind) => void;
  error?: string;
  registration: UseFormRegisterReturn;
}

/** Takes the code of an authenticator app, or a recovery code instead. It has the focus at once. */
export function CodeField({ kind, onKind, error, registration }: CodeFieldProps) {
  const other = kind === 'app' ? 'recovery' : 'app';
  return (
    <div className="flex flex-col items-start gap-1.5">
      <Field
        key={kind}
        label={t(`code.${kind}`)}
        hint={t(`code.${kind}Hint`)}
        error={error}
        className="w-full"
      >
        {(control) => (
          <Input
            {...control}
            {...registration}
            autoFocus
            autoComplete={kind === 'app' ? 'one-time-code' : 'off'}
            inputMode={kind === 'app' ? 'numeric' : 'text'}
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono tracking-[0.2em]"
          />
        )}
      </Field>
      {onKind && (
        <button
          type="button"
          className="text-[13px] font-medium text-accent-text underline underline-offset-2"
          onClick={() => onKind(other)}
        >
          {t(other === 'recovery' ? 'code.useRecovery' : 'code.useApp')}
        </button>
      )}
    </div>
  );
}
