import { Building, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import type { Project } from '@/api/types';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { useProjects } from '@/lib/projects';
import { routes } from '@/lib/routes';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Page, PageHeader, Section } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton';
import { useProjectCommand } from './api';
import { priceOf } from './price';

const ProjectDialog = lazy(async () => ({
  default: (await import('./project-dialog')).ProjectDialog,
}));

/** What the organization sells: files and forms name it by its code. */
export function ProjectsPage() {
  const query = useProjects();
  const manage = useMay('ORGANIZATION_MANAGE');
  const [editing, setEditing] = useState<Project | 'new'>();
  const all = query.data?.items ?? [];
  const items = [...all.filter(({ active }) => active), ...all.filter(({ active }) => !active)];
  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('projects.title')} description={t('projects.text')}>
        <Button asChild>
          <Link to={routes.settings}>{t('nav.settings')}</Link>
        </Button>
        {manage && (
          <Button variant="primary" onClick={() => setEditing('new')}>
            <Plus aria-hidden />
            {t('projects.new')}
          </Button>
        )}
      </PageHeader>
      <Section title={t('projects.title')}>
        {query.isPending ? (
          <SkeletonRows rows={3} />
        ) : query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : items.length === 0 ? (
          <EmptyState
            icon={Building}
            title={t('projects.none')}
            text={t('projects.noneText')}
            className="py-8"
          />
        ) : (
          <ul
            aria-label={t('projects.title')}
            className="divide-y divide-line border-t border-line"
          >
            {items.map((project) => (
              <Item
                key={project.id}
                project={project}
                manage={manage}
                onEdit={() => setEditing(project)}
              />
            ))}
          </ul>
        )}
      </Section>
      {editing && (
        <Suspense>
          <ProjectDialog
            project={editing === 'new' ? undefined : editing}
            onClose={() => setEditing(undefined)}
          />
        </Suspense>
      )}
    </Page>
  );
}

interface ItemProps {
  project: Project;
  manage: boolean;
  onEdit: () => void;
}

function Item({ project, manage, onEdit }: ItemProps) {
  const command = useProjectCommand(project.id);
  const facts = [project.location, priceOf(project), project.configurations.join(', ')];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <span className="min-w-0 flex-1 basis-64">
        <span className="flex items-center gap-2 font-medium">
          <span className="truncate">{project.name}</span>
          <Badge>{project.code}</Badge>
          {!project.active && <Badge tone="warn">{t('projects.archived')}</Badge>}
        </span>
        <span className="text-[13px] text-ink-2">{facts.filter(Boolean).join(' · ')}</span>
      </span>
      {manage && (
        <>
          <Button
            size="sm"
            aria-label={t('projects.editNamed', { name: project.name })}
            onClick={onEdit}
          >
            {t('projects.edit')}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            busy={command.isPending}
            onClick={() => command.mutate(project.active ? 'archive' : 'restore')}
          >
            {project.active ? t('projects.archive') : t('projects.restore')}
          </Button>
        </>
      )}
    </li>
  );
}
