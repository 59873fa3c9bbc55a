import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { HeldDelivery } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { usePages } from '@/lib/use-pages';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { LoadMore } from '@/ui/load-more';
import { Card } from '@/ui/page';
import { toast } from '@/ui/toast';

interface Settled {
  items: { outcome: string }[];
}

/** What sources sent and was not taken, until somebody decides. Shows nothing while nothing waits. */
export function HeldDeliveries() {
  const keys = queryKeys(useOrganizationId());
  const query = usePages<HeldDelivery>(keys.heldDeliveries, '/api/sources/held');
  if (query.items.length === 0) return null;
  return (
    <Card className="mb-4 overflow-clip">
      <div className="border-b border-line px-4 py-3">
        <h2 className="text-[15px] font-semibold">{t('held.title')}</h2>
        <p className="text-[13px] text-ink-2">{t('held.text')}</p>
      </div>
      <ul aria-label={t('held.title')} className="divide-y divide-line">
        {query.items.map((delivery) => (
          <Row key={delivery.id} delivery={delivery} />
        ))}
      </ul>
      <LoadMore query={query} />
    </Card>
  );
}

function Row({ delivery }: { delivery: HeldDelivery }) {
  const { id, source, reason, body, receivedAt } = delivery;
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  const gone = () => client.invalidateQueries({ queryKey: keys.heldDeliveries });
  const take = useMutation({
    mutationFn: () => http.post<Settled>(`/api/sources/held/${id}/take`),
    onSuccess: async ({ items }) => {
      const taken = items.filter((item) => item.outcome !== 'REJECTED').length;
      if (taken < items.length) toast.warn(t('held.stillWaits'));
      else toast.done(t('held.taken', { count: taken }));
      await gone();
    },
  });
  const discard = useMutation({
    mutationFn: () => http.delete(`/api/sources/held/${id}`),
    onSuccess: gone,
  });
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{source}</span>
        <Badge tone="warn">{t(`held.reason.${reason}`)}</Badge>
        <span className="text-[13px] text-ink-3">{formatDateTime(receivedAt)}</span>
        <span className="ml-auto flex gap-2">
          <Button
            size="sm"
            busy={take.isPending}
            disabled={body === ''}
            aria-label={t('held.takeOf', { source })}
            onClick={() => take.mutate()}
          >
            {t('held.take')}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            busy={discard.isPending}
            aria-label={t('held.discardOf', { source })}
            onClick={() => discard.mutate()}
          >
            {t('held.discard')}
          </Button>
        </span>
      </div>
      <details>
        <summary className="text-[13px] font-medium text-accent-text">{t('held.body')}</summary>
        <pre className="mt-2 max-h-60 overflow-auto rounded-md bg-muted p-3 text-[12.5px] wrap-anywhere whitespace-pre-wrap">
          {body || t('held.tooLarge')}
        </pre>
      </details>
    </li>
  );
}
