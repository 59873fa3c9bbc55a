import { Lock } from 'lucide-react';
import { useId } from 'react';
import type { RetentionRule } from '@/api/types';
import { t } from '@/lib/i18n';
import { Input, Select } from '@/ui/input';
import { kindName, kindText, span, type Draft } from './retention';

interface RetentionRowProps {
  rule: RetentionRule;
  draft: Draft | undefined;
  problem?: string;
  onChange: (draft: Draft) => void;
}

/** One kind of data: what it is, and for how long it is kept. */
export function RetentionRow({ rule, draft, problem, onChange }: RetentionRowProps) {
  const id = useId();
  const { kind, fixed } = rule;
  const name = kindName(kind);
  const text = kindText(kind);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3.5">
      <div className="min-w-56 flex-1">
        <p className="font-medium">{name}</p>
        {text && <p className="max-w-lg text-[13px] text-ink-2">{text}</p>}
      </div>
      {fixed || !draft ? (
        <div className="w-72 text-[13px]">
          <p className="flex h-9 items-center gap-2 font-medium text-ink">
            <Lock className="size-4 text-ink-3" aria-hidden />
            {t('retention.always', { span: span(rule.minimumDays) })}
          </p>
          <p className="text-ink-3">{t('retention.fixed')}</p>
        </div>
      ) : (
        <div className="w-72">
          <div className="flex items-center gap-2">
            <Select
              aria-label={t('retention.howOf', { name })}
              className="w-0 flex-1"
              value={draft.forGood ? 'FOR_GOOD' : 'DAYS'}
              onChange={(event) => onChange({ ...draft, forGood: event.target.value !== 'DAYS' })}
            >
              <option value="FOR_GOOD">{t('retention.forGood')}</option>
              <option value="DAYS">{t('retention.forDays')}</option>
            </Select>
            {!draft.forGood && (
              <>
                <Input
                  aria-label={t('retention.daysOf', { name })}
                  aria-invalid={problem ? true : undefined}
                  aria-describedby={`${id}-hint${problem ? ` ${id}-problem` : ''}`}
                  inputMode="numeric"
                  className="w-20 text-right"
                  value={draft.days}
                  onChange={(event) => onChange({ ...draft, days: event.target.value })}
                />
                <span className="text-ink-2">{t('delay.unit.days')}</span>
              </>
            )}
          </div>
          {problem && (
            <p id={`${id}-problem`} role="alert" className="mt-1 text-[13px] text-bad-text">
              {problem}
            </p>
          )}
          {!draft.forGood && (
            <p id={`${id}-hint`} className="mt-1 text-[13px] text-ink-3">
              {t('retention.limits', {
                from: span(rule.minimumDays),
                to: span(rule.maximumDays),
              })}
              {rule.defaultDays !== undefined && (
                <> {t('retention.usual', { span: span(rule.defaultDays) })}</>
              )}
            </p>
          )}
        </div>
      )}
    </li>
  );
}
