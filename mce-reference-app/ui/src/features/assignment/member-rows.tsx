import { useState } from 'react';
import { WEEKDAYS, type LeadTaker, type WeekHours } from '@/api/types';
import { locale, t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { useMembers } from '@/lib/members';
import { Avatar } from '@/ui/avatar';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Input, Select } from '@/ui/input';
import { Switch } from '@/ui/switch';
import { useAvailability, useChangeAvailability } from './api';

const USUAL_WEEK = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] as const;

function shortDay(day: (typeof WEEKDAYS)[number]): string {
  const date = new Date(Date.UTC(2024, 0, 1 + WEEKDAYS.indexOf(day)));
  return new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' }).format(date);
}

/** Everybody who takes leads: who is there, how much they have, and who stands in for them. */
export function MemberRows({ members }: { members: LeadTaker[] }) {
  const manage = useMay('ASSIGNMENT_MANAGE');
  const you = useMembers().data?.items.find((member) => member.you)?.id;
  return (
    <ul aria-label={t('assignment.members')} className="divide-y divide-line border-t border-line">
      {members.map((member) => (
        <MemberRow
          key={member.id}
          member={member}
          others={members.filter((other) => other.id !== member.id)}
          manage={manage}
          own={member.id === you}
        />
      ))}
    </ul>
  );
}

interface MemberRowProps {
  member: LeadTaker;
  others: LeadTaker[];
  manage: boolean;
  own: boolean;
}

function MemberRow({ member, others, manage, own }: MemberRowProps) {
  const change = useChangeAvailability(member.id);
  const [editing, setEditing] = useState(false);
  const name = member.name ?? '';
  const may = manage || own;
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Avatar name={name} />
        <div className="min-w-40 flex-1">
          <p className="flex items-center gap-2">
            <span className="truncate font-medium">{name}</span>
            <Presence member={member} />
          </p>
          <p className="text-[13px] text-ink-2">
            {t('assignment.open', { count: member.openLeads })}
          </p>
        </div>
        <Capacity key={member.capacity} member={member} name={name} disabled={!manage} />
        <Select
          aria-label={t('assignment.backupOf', { name })}
          className="w-44"
          disabled={!may}
          value={member.backupId ?? ''}
          onChange={(event) => change.mutate({ backupId: event.target.value })}
        >
          <option value="">{`${t('assignment.backup')}: ${t('assignment.noBackup')}`}</option>
          {others.map((other) => (
            <option key={other.id} value={other.id}>
              {`${t('assignment.backup')}: ${other.name ?? ''}`}
            </option>
          ))}
        </Select>
        <Button
          size="sm"
          disabled={!may}
          aria-expanded={editing}
          aria-label={t('assignment.hoursOf', { name })}
          onClick={() => setEditing(!editing)}
        >
          {t(member.ownHours ? 'assignment.hoursOwn' : 'assignment.hoursUsual')}
        </Button>
        <Switch
          aria-label={t('assignment.availableOf', { name })}
          disabled={!may || change.isPending}
          checked={!member.away}
          onCheckedChange={(available) => change.mutate({ away: !available })}
        />
      </div>
      {editing && <Hours id={member.id} name={name} onDone={() => setEditing(false)} />}
    </li>
  );
}

function Presence({ member }: { member: LeadTaker }) {
  if (member.there) return <Badge tone="good">{t('assignment.there')}</Badge>;
  return (
    <Badge tone={member.away ? 'warn' : 'neutral'}>
      {t(member.away ? 'assignment.away' : 'assignment.off')}
    </Badge>
  );
}

interface CapacityProps {
  member: LeadTaker;
  name: string;
  disabled: boolean;
}

function Capacity({ member, name, disabled }: CapacityProps) {
  const change = useChangeAvailability(member.id);
  const present = member.capacity?.toString() ?? '';
  const [text, setText] = useState(present);
  const save = () => {
    if (text !== present && /^\d{0,4}$/.test(text)) change.mutate({ capacity: Number(text) });
    else setText(present);
  };
  return (
    <Input
      aria-label={t('assignment.capacityOf', { name })}
      title={t('assignment.capacity')}
      placeholder={t('assignment.noLimit')}
      inputMode="numeric"
      className="w-28 text-right"
      disabled={disabled}
      value={text}
      onChange={(event) => setText(event.target.value.trim())}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
    />
  );
}

interface HoursProps {
  id: string;
  name: string;
  onDone: () => void;
}

/** The same hours on each day that is ticked; finer ones come by the API and stay until changed. */
function Hours({ id, name, onDone }: HoursProps) {
  const availability = useAvailability(id);
  return availability.data ? (
    <HoursForm id={id} name={name} hours={availability.data.hours} onDone={onDone} />
  ) : null;
}

function HoursForm({ id, name, hours, onDone }: HoursProps & { hours: WeekHours | undefined }) {
  const change = useChangeAvailability(id);
  const first = WEEKDAYS.flatMap((day) => hours?.[day] ?? [])[0];
  const [days, setDays] = useState<string[]>(
    hours ? WEEKDAYS.filter((day) => hours[day]?.length) : [...USUAL_WEEK],
  );
  const [from, setFrom] = useState(first?.from ?? '09:00');
  const [to, setTo] = useState(first?.to ?? '18:00');
  const save = (chosen: WeekHours) => change.mutate({ hours: chosen }, { onSuccess: onDone });
  return (
    <fieldset
      aria-label={t('assignment.hoursOf', { name })}
      className="flex flex-wrap items-center gap-2 rounded-md bg-muted px-3 py-2"
    >
      {WEEKDAYS.map((day) => (
        <label key={day} className="flex items-center gap-1 text-[13px]">
          <input
            type="checkbox"
            checked={days.includes(day)}
            onChange={(event) =>
              setDays(event.target.checked ? [...days, day] : days.filter((each) => each !== day))
            }
          />
          {shortDay(day)}
        </label>
      ))}
      <Input
        type="time"
        className="w-auto"
        aria-label={t('assignment.hoursFrom')}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <Input
        type="time"
        className="w-auto"
        aria-label={t('assignment.hoursTo')}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <Button
        size="sm"
        variant="primary"
        busy={change.isPending}
        onClick={() =>
          save(Object.fromEntries(days.map((day) => [day, [{ from, to }]])) as WeekHours)
        }
      >
        {t('assignment.hoursSave')}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => save({} as WeekHours)}>
        {t('assignment.hoursUsual')}
      </Button>
    </fieldset>
  );
}
