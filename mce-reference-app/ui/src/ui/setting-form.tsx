import type { ReactNode } from 'react';
import { t } from '@/lib/i18n';
import type { VersionedDraft } from '@/lib/use-versioned-draft';
import { Button } from '@/ui/button';
import { ConflictNotice, FormProblem } from '@/ui/form';

interface SettingFormProps {
  edited: Pick<VersionedDraft, 'save' | 'isSaving' | 'conflict' | 'message'>;
  /** Whether the person may change it; others only look at it. */
  manage: boolean;
  /** Whether something was changed. */
  changed: boolean;
  /** Whether something that was typed cannot be saved. */
  wrong?: boolean;
  children: ReactNode;
}

/** A page of settings that are saved together. */
export function SettingForm({ edited, manage, changed, wrong, children }: SettingFormProps) {
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) edited.save();
      }}
    >
      {edited.conflict && <ConflictNotice {...edited.conflict} />}
      {children}
      <FormProblem message={edited.message} />
      {manage ? (
        <Button
          type="submit"
          variant="primary"
          className="self-start"
          busy={edited.isSaving}
          disabled={!changed || wrong || !!edited.conflict}
        >
          {t('common.save')}
        </Button>
      ) : (
        <p className="text-[13px] text-ink-2">{t('settings.readOnly')}</p>
      )}
    </form>
  );
}
