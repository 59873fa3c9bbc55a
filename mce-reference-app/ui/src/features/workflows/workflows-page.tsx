import { Plus, Sparkles, Workflow as WorkflowIcon } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Workflow } from '@/api/types';
import { newId } from '@/lib/id';
import { t } from '@/lib/i18n';
import { Problem } from '@/lib/problem';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { LoadMore } from '@/ui/load-more';
import { Card, Page, PageHeader } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { Switch } from '@/ui/switch';
import { toast } from '@/ui/toast';
import { contentOf, useChangeWorkflow, useCreateWorkflow, useWorkflows } from './api';
import { actionText, triggerText, welcomeWorkflow } from './words';

export function WorkflowsPage() {
  const query = useWorkflows();
  const workflows = query.items;
  return (
    <Page>
      <PageHeader title={t('nav.workflows')} description={t('workflows.text')}>
        {workflows.length > 0 && <WelcomeButton />}
        <Button variant="primary" asChild>
          <Link to={routes.newWorkflow}>
            <Plus aria-hidden />
            {t('workflows.new')}
          </Link>
        </Button>
      </PageHeader>
      <Card className="overflow-hidden">
        {query.isPending ? (
          <SkeletonRows rows={4} className="h-16" />
        ) : query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : workflows.length === 0 ? (
          <EmptyState
            icon={WorkflowIcon}
            title={t('workflows.none')}
            text={t('workflows.noneText')}
          >
            <WelcomeButton primary />
            <Button asChild>
              <Link to={routes.newWorkflow}>{t('workflows.scratch')}</Link>
            </Button>
          </EmptyState>
        ) : (
          <ul aria-label={t('nav.workflows')} className="divide-y divide-line">
            {workflows.map((workflow) => (
              <WorkflowRow key={workflow.id} workflow={workflow} />
            ))}
          </ul>
        )}
        <LoadMore query={query} />
      </Card>
    </Page>
  );
}

/** One press: a new lead gets a greeting from now on. */
function WelcomeButton({ primary = false }: { primary?: boolean }) {
  const navigate = useNavigate();
  const create = useCreateWorkflow();
  const [key] = useState(newId);

  // Awaited here: the button may be gone by then, with the empty list it stood in.
  const add = async () => {
    try {
      const workflow = await create.mutateAsync({ draft: welcomeWorkflow(), key });
      toast.done(t('workflows.welcomeDone'));
      await navigate(routes.workflow(workflow.id));
    } catch (error) {
      toast.problem(error);
    }
  };

  return (
    <Button
      variant={primary ? 'primary' : 'secondary'}
      busy={create.isPending}
      onClick={() => void add()}
    >
      <Sparkles aria-hidden />
      {t('workflows.welcome')}
    </Button>
  );
}

function WorkflowRow({ workflow }: { workflow: Workflow }) {
  return (
    <li className="flex items-center gap-4 px-4 py-3 hover:bg-hover">
      <ActiveSwitch workflow={workflow} />
      <Link to={routes.workflow(workflow.id)} className="min-w-0 flex-1">
        <span className="block truncate font-medium">{workflow.name}</span>
        <span className="block truncate text-[13px] text-ink-2">
          {triggerText(workflow.trigger)} → {workflow.actions.map(actionText).join(', ')}
        </span>
      </Link>
      <span className="shrink-0 text-right text-[13px] text-ink-2">
        {t('workflows.runs', { count: workflow.runs.total })}
        {workflow.runs.failed > 0 && (
          <span className="block text-bad-text">
            {t('workflows.failed', { count: workflow.runs.failed })}
          </span>
        )}
      </span>
    </li>
  );
}

export function ActiveSwitch({ workflow }: { workflow: Workflow }) {
  const change = useChangeWorkflow(workflow.id);
  const shown = change.isPending ? change.variables.change.active : workflow.active;
  return (
    <Switch
      aria-label={t('workflows.activate', { name: workflow.name })}
      checked={shown}
      disabled={change.isPending}
      onCheckedChange={(active) =>
        change.mutate(
          { change: { ...contentOf(workflow), active }, version: workflow.version },
          {
            onSuccess: () =>
              toast.done(active ? t('workflows.activated') : t('workflows.deactivated')),
            onError: (error) =>
              error instanceof Problem && error.isConflict
                ? toast.warn(t('conflict.short'))
                : toast.problem(error),
          },
        )
      }
    />
  );
}
