import { Ban, ClipboardPaste, Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Suppression } from '@/api/types';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { messageOf } from '@/lib/problem';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Input } from '@/ui/input';
import { LoadMore } from '@/ui/load-more';
import { Card } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { useLookUp, useSuppressions } from './api';
import { LiftDialog } from './lift-dialog';
import { PasteDialog } from './paste-dialog';
import { SuppressDialog } from './suppress-dialog';
import { channelOf, listedFor } from './words';

/** The addresses that are not written to, whether or not a lead has them. */
export function SuppressionList() {
  const may = useMay('LEAD_WRITE');
  const query = useSuppressions();
  const [open, setOpen] = useState<'add' | 'paste'>();
  const [lifting, setLifting] = useState<Suppression>();
  const lookUp = useLookUp();
  const close = () => {
    setOpen(undefined);
    setLifting(undefined);
    // What was found may have come or gone meanwhile.
    if (lookUp.data) lookUp.mutate(lookUp.variables);
  };
  return (
    <Card className="overflow-clip">
      <div className="flex flex-wrap items-start justify-between gap-3 border-b border-line p-3">
        <LookUp lookUp={lookUp} onLift={may ? setLifting : undefined} />
        {may && (
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setOpen('paste')}>
              <ClipboardPaste aria-hidden />
              {t('stop.paste')}
            </Button>
            <Button variant="primary" onClick={() => setOpen('add')}>
              <Plus aria-hidden />
              {t('stop.add')}
            </Button>
          </div>
        )}
      </div>
      {query.isPending ? (
        <SkeletonRows rows={4} className="h-14" />
      ) : query.isError && query.items.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.items.length === 0 ? (
        <EmptyState icon={Ban} title={t('stop.none')} text={t('stop.noneText')} />
      ) : (
        <ul aria-label={t('delivery.tab.stop')} className="divide-y divide-line">
          {query.items.map((entry) => (
            <Entry key={entry.id} entry={entry} onLift={may ? setLifting : undefined} />
          ))}
        </ul>
      )}
      <LoadMore query={query} />
      {open === 'add' && <SuppressDialog onClose={close} />}
      {open === 'paste' && <PasteDialog onClose={close} />}
      {lifting && <LiftDialog entry={lifting} onClose={close} />}
    </Card>
  );
}

interface EntryProps {
  entry: Suppression;
  onLift?: (entry: Suppression) => void;
}

function Entry({ entry, onLift }: EntryProps) {
  const { channel, leadId, leadName, since } = entry;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-48 flex-1">
        <p className="font-medium">
          {leadId && leadName ? (
            <Link to={routes.lead(leadId)} className="hover:underline">
              {leadName}
            </Link>
          ) : (
            t('stop.nobody')
          )}
        </p>
        <p className="text-[13px] text-ink-2">
          {channelOf(channel)} · {listedFor(entry)}
        </p>
      </div>
      <Time at={since} className="text-[13px] text-ink-3" />
      {onLift && (
        <Button size="sm" onClick={() => onLift(entry)}>
          {t('stop.lift')}
        </Button>
      )}
    </li>
  );
}

interface LookUpProps extends Pick<EntryProps, 'onLift'> {
  lookUp: ReturnType<typeof useLookUp>;
}

/** Is this address on the list? Addresses are not kept, so one has to be typed to be found. */
function LookUp({ lookUp, onLift }: LookUpProps) {
  const [address, setAddress] = useState('');
  const found = lookUp.data?.items;
  return (
    <form
      role="search"
      aria-label={t('stop.lookUp')}
      noValidate
      className="flex min-w-64 flex-1 flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (address.trim()) lookUp.mutate(address.trim());
      }}
    >
      <div className="flex gap-2">
        <Input
          aria-label={t('stop.address')}
          placeholder={t('stop.address')}
          className="max-w-72"
          value={address}
          onChange={(event) => {
            setAddress(event.target.value);
            lookUp.reset();
          }}
        />
        <Button type="submit" busy={lookUp.isPending}>
          <Search aria-hidden />
          {t('stop.lookUp')}
        </Button>
      </div>
      <div aria-live="polite">
        {lookUp.error && <p className="text-bad-text">{messageOf(lookUp.error)}</p>}
        {found?.length === 0 && <p>{t('stop.notListed')}</p>}
        {found && found.length > 0 && (
          <ul aria-label={t('stop.found')} className="rounded-lg border border-line">
            {found.map((entry) => (
              <Entry key={entry.id} entry={entry} onLift={onLift} />
            ))}
          </ul>
        )}
      </div>
    </form>
  );
}
