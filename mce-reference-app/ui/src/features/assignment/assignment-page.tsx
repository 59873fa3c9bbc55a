import { t } from '@/lib/i18n';
import { ErrorState } from '@/ui/empty-state';
import { Badge } from '@/ui/badge';
import { Page, PageHeader, Section } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { useAssignment } from './api';
import { MemberRows } from './member-rows';
import { PlanForm } from './plan-form';

/** Who gets which lead: the plan of the organization, and who is there. */
export function AssignmentPage() {
  const query = useAssignment();
  const assignment = query.data;
  return (
    <Page className="max-w-4xl">
      <PageHeader
        title={t('nav.assignment')}
        description={t('assignment.text')}
        badge={
          assignment && assignment.waiting > 0 ? (
            <Badge tone="warn">{t('assignment.waiting', { count: assignment.waiting })}</Badge>
          ) : undefined
        }
      />
      {query.isError && !assignment ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <Section title={t('assignment.members')} description={t('assignment.membersText')}>
            {assignment ? <MemberRows members={assignment.members} /> : <SkeletonRows rows={3} />}
          </Section>
          <Section title={t('assignment.plan')} description={t('assignment.rulesText')}>
            {assignment ? <PlanForm assignment={assignment} /> : <SkeletonRows rows={3} />}
          </Section>
        </>
      )}
    </Page>
  );
}
