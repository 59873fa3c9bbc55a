import { t } from '@/lib/i18n';
import { formatNumber } from '@/lib/format';
import type { RescoringProgress } from '@/api/types';
import { ErrorState } from '@/ui/empty-state';
import { Page, PageHeader, Section } from '@/ui/page';
import { Progress } from '@/ui/progress';
import { SkeletonRows } from '@/ui/skeleton';
import { useScoring } from './api';
import { RulesForm } from './rules-form';

/** What makes a lead promising, and how far the leads are scored by it. */
export function ScoringPage() {
  const query = useScoring();
  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('nav.scoring')} description={t('scoring.text')} />
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Section
          title={t('scoring.rules')}
          description={query.data?.usual ? t('scoring.usual') : undefined}
        >
          {query.data ? (
            <>
              <Rescoring progress={query.data.progress} />
              <RulesForm scoring={query.data} />
            </>
          ) : (
            <SkeletonRows rows={4} />
          )}
        </Section>
      )}
    </Page>
  );
}

function Rescoring({ progress }: { progress: RescoringProgress }) {
  const { running, done, total, finishedAt, failed } = progress;
  const text = t('scoring.progressText', {
    done: formatNumber(done),
    total: formatNumber(total),
  });
  return (
    <div role="status" className="flex flex-col gap-2 px-4 pb-3 text-[13px] text-ink-2">
      {running && (
        <>
          <Progress label={t('scoring.progress')} value={done} max={total} text={text} />
          <p>{text}</p>
        </>
      )}
      {!running && finishedAt && <p>{t('scoring.finished')}</p>}
      {failed > 0 && <p className="text-warn-text">{t('scoring.failed', { count: failed })}</p>}
    </div>
  );
}
