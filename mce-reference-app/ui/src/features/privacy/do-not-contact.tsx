import { useId, useState } from 'react';
import type { DoNotContact, Lead } from '@/api/types';
import { leadName } from '@/lib/format';
import { has, t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { messageOf } from '@/lib/problem';
import { Confirm } from '@/ui/dialog';
import { Skeleton } from '@/ui/skeleton';
import { Switch } from '@/ui/switch';
import { Time } from '@/ui/time';
import { toast } from '@/ui/toast';
import { useDoNotContact, useMedia, useSetDoNotContact } from './api';
import { ALL, channelName } from './words';

/** The reason of what colleagues set here; any other one came from the person or a carrier. */
const SET_HERE = 'DO_NOT_CONTACT';

type Entry = DoNotContact['channels'][number];

/** A switch for all channels, and one for each. */
export function DoNotContactSwitches({ lead }: { lead: Lead }) {
  const query = useDoNotContact(lead.id);
  const media = useMedia();
  const entries = query.data?.channels ?? [];
  const everywhere = entries.find(({ channel }) => channel === ALL);
  const known = entries.map(({ channel }) => channel).filter((channel) => channel !== ALL);
  const channels = [...new Set([...media, ...known])].sort();
  return (
    <div className="flex flex-col gap-2">
      <h4 className="text-[13px] font-medium text-ink-2">{t('dnc.title')}</h4>
      {query.isPending ? (
        <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-2">
          <Skeleton className="h-5" />
          <Skeleton className="h-5" />
        </div>
      ) : query.isError && !query.data ? (
        <p role="alert" className="text-[13px] text-bad-text">
          {messageOf(query.error)}
        </p>
      ) : (
        <ul aria-label={t('dnc.title')} className="flex flex-col gap-2">
          <Line lead={lead} channel={ALL} entry={everywhere} />
          {channels.map((channel) => (
            <Line
              key={channel}
              lead={lead}
              channel={channel}
              entry={entries.find((each) => each.channel === channel)}
              covered={everywhere !== undefined}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface LineProps {
  lead: Lead;
  channel: string;
  entry?: Entry;
  /** All channels are forbidden already. */
  covered?: boolean;
}

function Line({ lead, channel, entry, covered = false }: LineProps) {
  const may = useMay('LEAD_WRITE');
  const change = useSetDoNotContact(lead.id);
  const [asking, setAsking] = useState(false);
  const id = useId();
  const name = channelName(channel);
  const forbidden = change.isPending ? change.variables.forbidden : entry !== undefined;

  const apply = async (next: boolean) => {
    try {
      await change.mutateAsync({ channel, forbidden: next });
      toast.done(
        next
          ? t('dnc.set', { name: leadName(lead), channel: name })
          : t('dnc.lifted', { name: leadName(lead), channel: name }),
      );
    } catch {
      // The refusal has been told.
    }
    setAsking(false);
  };

  return (
    <li className="flex items-start justify-between gap-3">
      <div className="min-w-0">
        <p id={id}>{name}</p>
        {entry ? (
          <p className="text-[13px] text-ink-3">
            {reasonOf(entry)} · <Time at={entry.since} />
          </p>
        ) : (
          covered && <p className="text-[13px] text-ink-3">{t('dnc.covered')}</p>
        )}
      </div>
      <Switch
        aria-label={t('dnc.on', { channel: name })}
        checked={forbidden || covered}
        disabled={!may || change.isPending || (covered && !entry)}
        onCheckedChange={(next) => {
          // What they said themselves is not taken back by a slip.
          if (!next && entry && entry.reason !== SET_HERE) setAsking(true);
          else void apply(next);
        }}
      />
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t('dnc.liftTitle', { channel: name })}
        action={t('dnc.lift')}
        danger
        busy={change.isPending}
        onConfirm={() => void apply(false)}
      >
        {entry && <p>{reasonOf(entry)}</p>}
        <p>{t('dnc.liftText')}</p>
      </Confirm>
    </li>
  );
}

function reasonOf({ reason }: Entry): string {
  const key = `dnc.reason.${reason}`;
  return has(key) ? t(key) : reason;
}
