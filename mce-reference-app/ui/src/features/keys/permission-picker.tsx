import { useId, type Ref } from 'react';
import { t } from '@/lib/i18n';
import { usePermissions } from '@/lib/me';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { choicesFor, groupsFor, permissionName } from './permissions';

interface PermissionPickerProps {
  value: readonly string[];
  onChange: (permissions: string[]) => void;
  error?: string;
  /** Where the focus goes when nothing was chosen. */
  ref: Ref<HTMLFieldSetElement>;
}

/** What a key may do, out of what the person may do. */
export function PermissionPicker({ value, onChange, error, ref }: PermissionPickerProps) {
  const own = usePermissions();
  const id = useId();
  const toggle = (permission: string) =>
    onChange(
      value.includes(permission)
        ? value.filter((each) => each !== permission)
        : [...value, permission],
    );
  return (
    <fieldset
      ref={ref}
      tabIndex={-1}
      aria-describedby={error ? `${id}-error` : undefined}
      className="min-w-0"
    >
      <legend className="mb-1.5 text-[13px] font-medium">{t('keys.permissions')}</legend>
      <div className="flex flex-wrap gap-2">
        {choicesFor(own).map(({ label, permissions }) => (
          <Button key={label} size="sm" onClick={() => onChange(permissions)}>
            {t(label)}
          </Button>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-[13px] text-bad-text">
          {error}
        </p>
      )}
      <div className="mt-3 gap-6 sm:columns-2">
        {groupsFor(own).map(({ label, permissions }) => (
          <fieldset key={label} className="mb-4 min-w-0 break-inside-avoid">
            <legend className="mb-1 text-xs font-medium text-ink-3">{t(label)}</legend>
            <div className="flex flex-col gap-1.5">
              {permissions.map((permission) => (
                <Checkbox
                  key={permission}
                  label={permissionName(permission)}
                  checked={value.includes(permission)}
                  onChange={() => toggle(permission)}
                />
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </fieldset>
  );
}
