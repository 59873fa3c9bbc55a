import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { DoubtDecision, Undecided } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { LoadMore } from '@/ui/load-more';
import { Card } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { useUndecided } from './api';
import { DecideDialog } from './decide-dialog';
import { DeliveryDetails } from './delivery-details';
import { useShown } from './use-shown';
import { channelOf, leadOf, meaningOf } from './words';

/** How many are decided about at a time; the server takes no more. */
const MOST = 200;

/** Messages of which nobody knows whether they arrived, and what to do about them. */
export function Doubts() {
  const query = useUndecided();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked>();
  const [shown, show] = useShown(query.items);
  return (
    <>
      <Rows query={query} chosen={chosen} onChoose={setChosen} onAsk={setAsked} onShow={show} />
      {asked && (
        <DecideDialog
          {...asked}
          onClose={() => setAsked(undefined)}
          onDone={(ids) => {
            setAsked((now) => (now === asked ? undefined : now));
            setChosen((now) => without(now, ids));
          }}
        />
      )}
      {shown && <DeliveryDetails delivery={shown.delivery} onClose={() => show(undefined)} />}
    </>
  );
}

interface Asked {
  decision: DoubtDecision;
  of: readonly Undecided[];
}

function without(chosen: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  const gone = new Set(ids);
  return new Set([...chosen].filter((id) => !gone.has(id)));
}

interface RowsProps {
  query: ReturnType<typeof useUndecided>;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  onAsk: (asked: Asked) => void;
  onShow: (doubt: Undecided) => void;
}

function Rows({ query, chosen, onChoose, onAsk, onShow }: RowsProps) {
  const may = useMay('MESSAGE_SEND');
  const selected = query.items.filter(({ id }) => chosen.has(id));
  if (query.isPending) return <SkeletonRows rows={4} className="h-20" />;
  if (query.isError && query.items.length === 0) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.items.length === 0) {
    return (
      <Card>
        <EmptyState icon={CircleCheck} title={t('doubt.none')} text={t('doubt.noneText')} />
      </Card>
    );
  }
  return (
    <Card className="overflow-clip">
      <p className="border-b border-line px-4 py-3 text-ink-2">{t('doubt.text')}</p>
      {may && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5">
          <Checkbox
            label={t('doubt.all')}
            checked={selected.length === query.items.length}
            onChange={(event) =>
              onChoose(new Set(event.target.checked ? query.items.map(({ id }) => id) : []))
            }
          />
          {selected.length > 0 && (
            <div
              role="group"
              aria-label={t('doubt.chosen', { count: selected.length })}
              className="flex flex-wrap items-center gap-2"
            >
              <span className="text-ink-2">
                {t('doubt.chosen', { count: selected.length })}
                {selected.length > MOST && ` · ${t('doubt.most', { count: MOST })}`}
              </span>
              {DECISIONS.map((decision) => (
                <Button
                  key={decision}
                  size="sm"
                  onClick={() => onAsk({ decision, of: selected.slice(0, MOST) })}
                >
                  {t(`doubt.${decision}`)}
                </Button>
              ))}
            </div>
          )}
        </div>
      )}
      <ul aria-label={t('delivery.tab.decide')} className="divide-y divide-line">
        {query.items.map((doubt) => (
          <li key={doubt.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
            {may && (
              <input
                type="checkbox"
                className="mt-1 size-4 shrink-0 accent-accent"
                aria-label={t('doubt.choose', { name: leadOf(doubt.delivery) })}
                checked={chosen.has(doubt.id)}
                onChange={({ target }) =>
                  onChoose(
                    target.checked ? new Set([...chosen, doubt.id]) : without(chosen, [doubt.id]),
                  )
                }
              />
            )}
            <About doubt={doubt} onShow={() => onShow(doubt)} />
            {may && (
              <div className="flex flex-wrap gap-2">
                {DECISIONS.filter((decision) => decision !== 'ASK' || doubt.askable).map(
                  (decision) => (
                    <Button
                      key={decision}
                      size="sm"
                      disabled={decision === 'SEND_AGAIN' && doubt.againFrom === undefined}
                      onClick={() => onAsk({ decision, of: [doubt] })}
                    >
                      {t(`doubt.${decision}`)}
                    </Button>
                  ),
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      <LoadMore query={query} />
    </Card>
  );
}

const DECISIONS: readonly DoubtDecision[] = ['ASK', 'ARRIVED', 'SEND_AGAIN', 'GIVE_UP'];

function About({ doubt, onShow }: { doubt: Undecided; onShow: () => void }) {
  const { delivery, againFrom } = doubt;
  const { account, channel, leadId, reason, stateAt } = delivery;
  const again =
    againFrom === undefined
      ? t('doubt.notAgain')
      : t('doubt.againFrom', { at: formatDateTime(againFrom) });
  return (
    <div className="min-w-56 flex-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Link to={routes.conversation(leadId)} className="font-medium hover:underline">
          {leadOf(delivery)}
        </Link>
        <Time at={stateAt} className="text-[13px] text-ink-3" />
      </p>
      <p className="text-[13px] text-ink-2">
        {channelOf(channel)}
        {account && ` · ${account}`}
        {reason && ` · ${meaningOf(reason)}`}
      </p>
      <p className="text-[13px] text-ink-3">{again}</p>
      <Button
        size="sm"
        variant="ghost"
        className="-ml-2"
        aria-label={t('delivery.detailsOf', { name: leadOf(delivery) })}
        onClick={onShow}
      >
        {t('delivery.details')}
      </Button>
    </div>
  );
}
