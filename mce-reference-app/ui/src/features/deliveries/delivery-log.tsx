import { Send, X } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { DISPATCH_STATES, type Delivery } from '@/api/types';
import { t } from '@/lib/i18n';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Select } from '@/ui/input';
import { LoadMore } from '@/ui/load-more';
import { Card } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { useAccounts, useCampaignNames, useLog } from './api';
import { DeliveryDetails } from './delivery-details';
import { FAILURES, isFiltered, readFilters, withFilter, type DeliveryFilters } from './filters';
import { useShown } from './use-shown';
import { channelOf, leadOf, meaningOf, stateOf, TONES } from './words';

/** Every message that was sent or is to be, newest first. */
export function DeliveryLog() {
  const [search, setSearch] = useSearchParams();
  const filters = readFilters(search);
  const query = useLog(filters);
  const [shown, show] = useShown(query.items);
  const filtered = isFiltered(filters);
  const set = (name: keyof DeliveryFilters, value: string | undefined) =>
    setSearch((now) => withFilter(now, name, value), { replace: true });
  const clear = () => setSearch(new URLSearchParams(), { replace: true });
  return (
    <Card className="overflow-clip">
      <FilterBar filters={filters} onChange={set} onClear={clear} />
      {query.isPending ? (
        <SkeletonRows rows={8} className="h-14" />
      ) : query.isError && query.items.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.items.length === 0 ? (
        <EmptyState
          icon={Send}
          title={filtered ? t('delivery.noneFound') : t('delivery.none')}
          text={
            query.hasNextPage
              ? t('delivery.lookFurther')
              : filtered
                ? t('delivery.noneFoundText')
                : t('delivery.noneText')
          }
        >
          {filtered && <Button onClick={clear}>{t('leads.clear')}</Button>}
        </EmptyState>
      ) : (
        <ul aria-label={t('delivery.tab.log')} className="divide-y divide-line">
          {query.items.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} onShow={() => show(delivery)} />
          ))}
        </ul>
      )}
      <LoadMore query={query} />
      {shown && <DeliveryDetails delivery={shown} onClose={() => show(undefined)} />}
    </Card>
  );
}

function Row({ delivery, onShow }: { delivery: Delivery; onShow: () => void }) {
  const { account, attempts, channel, createdAt, reason, state } = delivery;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-48 flex-1">
        <p className="font-medium">{leadOf(delivery)}</p>
        <p className="text-[13px] text-ink-2">
          {channelOf(channel)}
          {account && ` · ${account}`}
          {` · ${t('delivery.attempts', { count: attempts.length })}`}
        </p>
      </div>
      <div className="min-w-40 flex-1">
        <Badge tone={TONES[state]} dot>
          {stateOf(state)}
        </Badge>
        {reason && <p className="mt-0.5 text-[13px] text-ink-2">{meaningOf(reason)}</p>}
      </div>
      <Time at={createdAt} className="text-[13px] text-ink-3" />
      <Button
        size="sm"
        aria-label={t('delivery.detailsOf', { name: leadOf(delivery) })}
        onClick={onShow}
      >
        {t('delivery.details')}
      </Button>
    </li>
  );
}

interface FilterBarProps {
  filters: DeliveryFilters;
  onChange: (name: keyof DeliveryFilters, value: string | undefined) => void;
  onClear: () => void;
}

function FilterBar({ filters, onChange, onClear }: FilterBarProps) {
  const accounts = (useAccounts().data?.items ?? []).filter(({ channel }) => channel);
  const campaigns = useCampaignNames().data?.items ?? [];
  return (
    <div
      role="search"
      aria-label={t('delivery.filter')}
      className="flex flex-wrap items-center gap-2 border-b border-line p-3"
    >
      <Choice
        label={t('delivery.state')}
        all={t('delivery.anyState')}
        value={filters.state}
        options={DISPATCH_STATES.map((state) => [state, stateOf(state)])}
        onChange={(value) => onChange('state', value)}
      />
      <Choice
        label={t('delivery.failure')}
        all={t('delivery.anyFailure')}
        value={filters.failure}
        options={FAILURES.map((kind) => [kind, meaningOf(kind)])}
        onChange={(value) => onChange('failure', value)}
      />
      <Choice
        label={t('delivery.account')}
        all={t('delivery.anyAccount')}
        value={filters.account}
        options={accounts.map(({ id, name }) => [id, name])}
        onChange={(value) => onChange('account', value)}
      />
      <Choice
        label={t('delivery.campaign')}
        all={t('delivery.anyCampaign')}
        value={filters.campaign}
        options={campaigns.map(({ id, name }) => [id, name])}
        onChange={(value) => onChange('campaign', value)}
      />
      {filters.lead && (
        <Button size="sm" className="h-9" onClick={() => onChange('lead', undefined)}>
          {t('delivery.oneLead')}
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

interface ChoiceProps {
  label: string;
  /** Says that all are wanted. */
  all: string;
  value: string | undefined;
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}

function Choice({ label, all, value, options, onChange }: ChoiceProps) {
  const unknown = value !== undefined && !options.some(([each]) => each === value);
  return (
    <Select
      aria-label={label}
      className="w-auto max-w-56"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{all}</option>
      {options.map(([each, words]) => (
        <option key={each} value={each}>
          {words}
        </option>
      ))}
      {unknown && <option value={value}>{value}</option>}
    </Select>
  );
}
