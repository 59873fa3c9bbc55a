import { ArrowLeft, Merge, ScanSearch, Users } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import type { Lead, MergeSuggestion } from '@/api/types';
import { formatPhone, leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { routes } from '@/lib/routes';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { LoadMore } from '@/ui/load-more';
import { Card, Page, PageHeader } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { useDismiss, useScan, useSuggestions } from './suggestion-api';

const MergeDialog = lazy(async () => ({
  default: (await import('./merge-dialog')).MergeDialog,
}));

/** Leads that may be one person, for people to decide. */
export function DuplicatesPage() {
  const may = useMay('LEAD_WRITE');
  const query = useSuggestions();
  const scan = useScan();
  const [merging, setMerging] = useState<MergeSuggestion>();
  const start = async () => {
    try {
      await scan.mutateAsync();
      toast.tell(t('duplicates.scanning'));
    } catch {
      // The refusal has been told.
    }
  };
  return (
    <Page className="max-w-5xl">
      <PageHeader title={t('duplicates.title')} description={t('duplicates.text')}>
        <Button asChild>
          <Link to={routes.leads}>
            <ArrowLeft aria-hidden />
            {t('archive.toLeads')}
          </Link>
        </Button>
        {may && (
          <Button busy={scan.isPending} onClick={() => void start()}>
            <ScanSearch aria-hidden />
            {t('duplicates.scan')}
          </Button>
        )}
      </PageHeader>
      <Card className="overflow-hidden">
        {query.isPending ? (
          <SkeletonRows rows={5} className="h-16" />
        ) : query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.items.length === 0 ? (
          <EmptyState icon={Users} title={t('duplicates.none')} text={t('duplicates.noneText')} />
        ) : (
          <ul aria-label={t('duplicates.title')} className="divide-y divide-line">
            {query.items.map((item) => (
              <Row key={item.id} item={item} may={may} onMerge={() => setMerging(item)} />
            ))}
          </ul>
        )}
        <LoadMore query={query} />
      </Card>
      {merging && (
        <Suspense>
          <MergeDialog
            lead={merging.first}
            otherId={merging.second.id}
            onClose={() => setMerging(undefined)}
            onMerged={() => void query.refetch()}
          />
        </Suspense>
      )}
    </Page>
  );
}

interface RowProps {
  item: MergeSuggestion;
  may: boolean;
  onMerge: () => void;
}

function Row({ item, may, onMerge }: RowProps) {
  const dismiss = useDismiss();
  return (
    <li className="flex flex-wrap items-center gap-3 px-4 py-3">
      <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-2">
        <Side lead={item.first} />
        <Side lead={item.second} />
      </div>
      <Badge>{t(`duplicates.${item.reason}`, { likeness: item.likeness })}</Badge>
      {may && (
        <div className="flex gap-2">
          <Button size="sm" variant="primary" onClick={onMerge}>
            <Merge aria-hidden />
            {t('duplicates.compare')}
          </Button>
          <Button size="sm" busy={dismiss.isPending} onClick={() => dismiss.mutate(item.id)}>
            {t('duplicates.dismiss')}
          </Button>
        </div>
      )}
    </li>
  );
}

function Side({ lead }: { lead: Lead }) {
  const facts = [lead.company, lead.phone && formatPhone(lead.phone), lead.email];
  return (
    <div className="min-w-0">
      <Link to={routes.lead(lead.id)} className="block truncate font-medium hover:underline">
        {leadName(lead)}
      </Link>
      <p className="truncate text-[13px] text-ink-2">{facts.filter(Boolean).join(' · ')}</p>
    </div>
  );
}
