import { History, WorkflowIcon } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Workflow, WorkflowRun } from '@/api/types';
import { useIdempotencyKeys } from '@/lib/idempotency';
import { has, t } from '@/lib/i18n';
import { Problem } from '@/lib/problem';
import { routes } from '@/lib/routes';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { LoadMore } from '@/ui/load-more';
import { Page, PageHeader, Section } from '@/ui/page';
import { Skeleton, SkeletonRows } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { toast } from '@/ui/toast';
import { useChangeWorkflow, useCreateWorkflow, useRuns, useWorkflow } from './api';
import { WorkflowForm } from './workflow-form';
import { ActiveSwitch } from './workflows-page';

export function NewWorkflowPage() {
  const navigate = useNavigate();
  const create = useCreateWorkflow();
  const keys = useIdempotencyKeys();
  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('workflows.new')} description={t('workflow.newText')} />
      <WorkflowForm
        submitLabel={t('workflow.create')}
        busy={create.isPending}
        cancel={
          <Button asChild>
            <Link to={routes.workflows}>{t('common.cancel')}</Link>
          </Button>
        }
        onSubmit={async (draft) => {
          try {
            const workflow = await create.mutateAsync({ draft, key: keys.keyFor(draft) });
            await navigate(routes.workflow(workflow.id));
          } catch (error) {
            keys.failed(error);
            throw error;
          }
        }}
      />
    </Page>
  );
}

export function WorkflowPage() {
  const { workflowId = '' } = useParams();
  const query = useWorkflow(workflowId);
  const workflow = query.data;
  const gone = query.error instanceof Problem && query.error.status === 404;
  if (query.isError && !workflow && !gone) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.isPending) {
    return (
      <Page className="max-w-4xl">
        <Skeleton className="h-8 w-72" />
        <Skeleton className="h-80" />
      </Page>
    );
  }
  if (!workflow) {
    return (
      <EmptyState alone icon={WorkflowIcon} title={t('workflow.gone')}>
        <Button asChild>
          <Link to={routes.workflows}>{t('workflow.toList')}</Link>
        </Button>
      </EmptyState>
    );
  }
  return <Existing key={workflow.id} workflow={workflow} />;
}

function Existing({ workflow }: { workflow: Workflow }) {
  const change = useChangeWorkflow(workflow.id);
  // The version that was loaded into the form; the form keeps it until it is reloaded or saved.
  const [base, setBase] = useState(workflow);
  const [theirs, setTheirs] = useState<Workflow>();
  // The switch in the header saves on its own: nothing in the form became old by that.
  const version = sameContent(base, workflow) ? workflow.version : base.version;

  return (
    <Page className="max-w-4xl">
      <PageHeader
        title={workflow.name}
        badge={
          <span className="flex items-center gap-2">
            <ActiveSwitch workflow={workflow} />
            <span className="text-[13px] text-ink-2">
              {workflow.active ? t('workflow.active') : t('workflow.inactive')}
            </span>
          </span>
        }
      />
      <WorkflowForm
        key={base.version}
        initial={base}
        submitLabel={t('common.save')}
        busy={change.isPending}
        conflict={
          theirs && {
            onReload: () => {
              setBase(theirs);
              setTheirs(undefined);
            },
          }
        }
        onSubmit={async (draft) => {
          try {
            const saved = await change.mutateAsync({
              change: { ...draft, active: workflow.active },
              version,
            });
            setBase(saved);
            toast.done(t('workflow.saved'));
          } catch (error) {
            if (error instanceof Problem && error.isConflict) {
              setTheirs((error.current as Workflow | undefined) ?? workflow);
            } else throw error;
          }
        }}
      />
      <Runs id={workflow.id} />
    </Page>
  );
}

function sameContent(a: Workflow, b: Workflow): boolean {
  const content = ({ name, trigger, conditions, actions }: Workflow) =>
    JSON.stringify([name, trigger, conditions, actions]);
  return content(a) === content(b);
}

const tones = { COMPLETED: 'good', FAILED: 'bad', SKIPPED: 'neutral' } as const;

function Runs({ id }: { id: string }) {
  const query = useRuns(id);
  const runs = query.items;
  return (
    <Section title={t('workflow.runs')}>
      {query.isPending ? (
        <SkeletonRows rows={3} />
      ) : query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : runs.length === 0 ? (
        <EmptyState
          icon={History}
          title={t('workflow.noRuns')}
          text={t('workflow.noRunsText')}
          className="py-8"
        />
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {runs.map((run) => (
            <Run key={run.id} run={run} />
          ))}
        </ul>
      )}
      <LoadMore query={query} />
    </Section>
  );
}

function Run({ run }: { run: WorkflowRun }) {
  const key = `reason.${run.reason ?? ''}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <Link to={routes.lead(run.leadId)} className="min-w-32 font-medium hover:underline">
        {run.leadName || t('workflow.aLead')}
      </Link>
      <Badge tone={tones[run.state]}>{t(`run.${run.state}`)}</Badge>
      <span className="min-w-0 flex-1 truncate text-[13px] text-ink-2">
        {has(key) ? t(key) : run.reason}
      </span>
      <Time at={run.at} className="text-[13px] text-ink-3" />
    </li>
  );
}
