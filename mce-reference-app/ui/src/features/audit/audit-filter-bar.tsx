import { X } from 'lucide-react';
import type { Member } from '@/api/types';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { Input, Select } from '@/ui/input';
import { isFiltered, KINDS, type AuditFilters } from './filters';

interface AuditFilterBarProps {
  filters: AuditFilters;
  members: readonly Member[];
  onChange: (name: keyof AuditFilters, value: string | undefined) => void;
  onClear: () => void;
}

export function AuditFilterBar({ filters, members, onChange, onClear }: AuditFilterBarProps) {
  const { who, kind, about, from, until } = filters;
  const unknown = who !== undefined && !members.some(({ id }) => id === who);
  return (
    <div
      role="search"
      aria-label={t('audit.filter')}
      className="flex flex-wrap items-center gap-2 border-b border-line p-3"
    >
      <Select
        aria-label={t('audit.who')}
        className="w-auto max-w-56"
        value={who ?? ''}
        onChange={(event) => onChange('who', event.target.value)}
      >
        <option value="">{t('audit.anybody')}</option>
        {members.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {unknown && <option value={who}>{t('audit.formerMember')}</option>}
      </Select>
      <Select
        aria-label={t('audit.kind')}
        className="w-auto"
        value={kind ?? ''}
        onChange={(event) => onChange('kind', event.target.value)}
      >
        <option value="">{t('audit.kind.all')}</option>
        {KINDS.map((each) => (
          <option key={each} value={each}>
            {t(`audit.kind.${each}`)}
          </option>
        ))}
      </Select>
      <DayInput
        label={t('audit.fromDay')}
        value={from}
        max={until}
        onChange={(day) => onChange('from', day)}
      />
      <DayInput
        label={t('audit.untilDay')}
        value={until}
        min={from}
        onChange={(day) => onChange('until', day)}
      />
      {about && (
        <Button size="sm" className="h-9" onClick={() => onChange('about', undefined)}>
          {t('audit.oneSubject')}
          <X aria-label={t('audit.removeFilter')} />
        </Button>
      )}
      {isFiltered(filters) && (
        <Button variant="ghost" onClick={onClear}>
          {t('leads.clear')}
        </Button>
      )}
    </div>
  );
}

interface DayInputProps {
  label: string;
  value: string | undefined;
  min?: string;
  max?: string;
  onChange: (day: string) => void;
}

function DayInput({ label, value, min, max, onChange }: DayInputProps) {
  return (
    <label className="flex items-center gap-2 text-[13px] text-ink-2">
      {label}
      <Input
        type="date"
        className="w-38 text-sm"
        value={value ?? ''}
        min={min}
        max={max}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
