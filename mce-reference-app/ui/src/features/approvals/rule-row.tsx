import { Trash2 } from 'lucide-react';
import { LEAD_STATUSES, type StatusRule } from '@/api/types';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Field } from '@/ui/field';
import { Select } from '@/ui/input';
import { beginnings, NAMED_ROLES } from './rules';

interface RuleRowProps {
  rule: StatusRule;
  disabled: boolean;
  problem: string | undefined;
  onChange: (rule: StatusRule) => void;
  onRemove: () => void;
}

/** One rule: from which status to which, and who may without asking. */
export function RuleRow({ rule, disabled, problem, onChange, onRemove }: RuleRowProps) {
  const { from, to, roles } = rule;
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div className="flex items-end gap-3">
        <Field label={t('statusRules.from')} error={problem} className="flex-1">
          {(control) => (
            <Select
              {...control}
              disabled={disabled}
              value={from ?? ''}
              onChange={(event) =>
                onChange({
                  ...rule,
                  from: LEAD_STATUSES.find((each) => each === event.target.value),
                })
              }
            >
              <option value="">{t('statusRules.any')}</option>
              {beginnings(to).map((status) => (
                <option key={status} value={status}>
                  {t(`status.${status}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('statusRules.to')} className="flex-1">
          {(control) => (
            <Select
              {...control}
              disabled={disabled}
              value={to}
              onChange={(event) => {
                const next = LEAD_STATUSES.find((each) => each === event.target.value) ?? to;
                onChange({ ...rule, to: next, from: from === next ? undefined : from });
              }}
            >
              {LEAD_STATUSES.map((status) => (
                <option key={status} value={status}>
                  {t(`status.${status}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {!disabled && (
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('statusRules.remove', { to: t(`status.${to}`) })}
            onClick={onRemove}
          >
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
      <fieldset className="flex flex-wrap gap-x-5 gap-y-2" disabled={disabled}>
        <legend className="mb-1.5 text-[13px] font-medium">{t('statusRules.who')}</legend>
        {NAMED_ROLES.map((role) => (
          <Checkbox
            key={role}
            label={t(`role.${role}`)}
            checked={roles.includes(role)}
            onChange={(event) =>
              onChange({
                ...rule,
                roles: event.target.checked
                  ? [...roles, role]
                  : roles.filter((each) => each !== role),
              })
            }
          />
        ))}
      </fieldset>
    </li>
  );
}
