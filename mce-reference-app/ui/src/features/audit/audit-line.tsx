import {
  Ban,
  Building2,
  ChevronDown,
  CircleAlert,
  Eraser,
  FileUp,
  IdCard,
  KeyRound,
  Megaphone,
  MessageCircle,
  RadioTower,
  ScrollText,
  ShieldCheck,
  UserRound,
  Workflow,
  type LucideIcon,
} from 'lucide-react';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import type { AuditEntry } from '@/api/types';
import { cn } from '@/lib/cn';
import { formatMoment, formatTime } from '@/lib/format';
import { t } from '@/lib/i18n';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { circumstancesOf, plainSentence, sentenceOf, toneOf, type Names } from './sentence';
import { factsOf, fieldName, formatValue } from './values';

const icons: Record<string, LucideIcon> = {
  access: Ban,
  'api-key': KeyRound,
  campaign: Megaphone,
  channel: RadioTower,
  import: FileUp,
  invitation: IdCard,
  lead: UserRound,
  member: IdCard,
  message: MessageCircle,
  organization: Building2,
  privacy: Ban,
  security: ShieldCheck,
  workflow: Workflow,
};

interface AuditLineProps {
  entry: AuditEntry;
  names: Names;
  /** Shows the lines about one thing only; absent while that is shown. */
  onFollow?: (subjectId: string) => void;
}

export function AuditLine({ entry, names, onFollow }: AuditLineProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { at, changes, erased } = entry;
  const tone = toneOf(entry);
  const Icon =
    tone === 'warning' ? CircleAlert : (icons[entry.name.split('.')[0] ?? ''] ?? ScrollText);
  const label =
    changes.length > 0 ? t('audit.changes', { count: changes.length }) : t('audit.details');
  return (
    <li
      data-event={entry.name}
      data-tone={tone}
      className={cn(
        'border-b border-line last:border-b-0',
        tone === 'refused' && 'shadow-[inset_3px_0_0_var(--bad)]',
        tone === 'warning' && 'shadow-[inset_3px_0_0_var(--warn-text)]',
      )}
    >
      <div className="flex items-start gap-3 px-4 py-2.5">
        <Icon
          aria-hidden
          className={cn(
            'mt-0.5 size-4 shrink-0 text-ink-3',
            tone === 'refused' && 'text-bad-text',
            tone === 'warning' && 'text-warn-text',
          )}
        />
        <div className="min-w-0 flex-1 wrap-anywhere">
          <p>
            {tone && (
              <Badge tone={tone === 'refused' ? 'bad' : 'warn'} className="mr-2 h-5.5">
                {t(`audit.tone.${tone}`)}
              </Badge>
            )}
            <Sentence entry={entry} names={names} />
          </p>
          <p className="text-[13px] text-ink-2">
            <time dateTime={at} title={formatMoment(at)}>
              {formatTime(at)}
            </time>
            {circumstancesOf(entry).map((each) => (
              <span key={each}> · {each}</span>
            ))}
          </p>
          {erased && (
            <p className="mt-1 flex items-center gap-1.5 text-[13px] text-ink-2">
              <Eraser className="size-3.5 shrink-0" aria-hidden />
              {t('audit.erased')}
            </p>
          )}
        </div>
        <Button
          variant="ghost"
          size="sm"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          aria-label={`${label}: ${plainSentence(entry, names)}`}
          onClick={() => setOpen(!open)}
        >
          {label}
          <ChevronDown aria-hidden className={cn('transition-transform', open && 'rotate-180')} />
        </Button>
      </div>
      {open && (
        <div id={id} className="flex flex-col gap-3 pr-4 pb-3 pl-11">
          {changes.length > 0 && <ChangeTable entry={entry} names={names} />}
          <Facts entry={entry} />
          {onFollow && entry.subject.type !== 'actor' && (
            <Button size="sm" className="self-start" onClick={() => onFollow(entry.subject.id)}>
              {t('audit.follow')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function Sentence({ entry, names }: { entry: AuditEntry; names: Names }) {
  return sentenceOf(entry, names).map(({ text, name, to }, index) =>
    to ? (
      <Link key={index} to={to} className="font-semibold hover:underline">
        {text}
      </Link>
    ) : (
      <span key={index} className={name ? 'font-semibold' : undefined}>
        {text}
      </span>
    ),
  );
}

function ChangeTable({ entry, names }: { entry: AuditEntry; names: Names }) {
  const value = (field: string, text: string | undefined) => formatValue(field, text, names);
  return (
    <div className="overflow-x-auto rounded-md border border-line">
      <table className="w-full text-left text-[13px]">
        <caption className="sr-only">{t('audit.changed')}</caption>
        <thead className="bg-muted text-ink-2">
          <tr>
            {[t('audit.field'), t('audit.before'), t('audit.after')].map((heading) => (
              <th key={heading} scope="col" className="px-3 py-1.5 font-medium">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entry.changes.map(({ field, before, after }) => (
            <tr key={field} className="border-t border-line align-top">
              <th scope="row" className="w-40 px-3 py-1.5 font-medium">
                {fieldName(field)}
              </th>
              <td className={cell(before)}>{value(field, before)}</td>
              <td className={cell(after)}>{value(field, after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const cell = (value: string | undefined) =>
  cn('min-w-32 px-3 py-1.5 whitespace-pre-wrap wrap-anywhere', !value && 'text-ink-3');

/** What the line consists of, for whoever compares it with something else. */
function Facts({ entry }: { entry: AuditEntry }) {
  const { number, at, name, subject, actor, cause, origin, hash } = entry;
  const facts: [string, string | undefined][] = [
    [t('audit.number'), String(number)],
    [t('audit.at'), formatMoment(at)],
    [t('audit.event'), name],
    [t('audit.actor'), `${actor.kind} ${actor.id}`],
    [t('audit.subject'), `${subject.type} ${subject.id}`],
    [t('audit.cause'), cause],
    [t('audit.origin'), origin],
    ...factsOf(entry),
    [t('audit.link'), hash],
  ];
  return (
    <dl className="grid gap-x-4 gap-y-1 text-[13px] sm:grid-cols-[8rem_minmax(0,1fr)]">
      {facts
        .filter(([, value]) => value)
        .map(([label, value], index) => (
          <div key={index} className="contents">
            <dt className="text-ink-2">{label}</dt>
            <dd className="font-mono text-[12.5px] break-all max-sm:mb-1">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
