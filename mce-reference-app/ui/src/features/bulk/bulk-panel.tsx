import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck, TriangleAlert, Undo2, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { BulkChange } from '@/api/types';
import { t } from '@/lib/i18n';
import { useProjects } from '@/lib/projects';
import { queryKeys } from '@/lib/query-keys';
import { routes } from '@/lib/routes';
import { useOrganizationId } from '@/lib/session';
import { Button } from '@/ui/button';
import { Progress } from '@/ui/progress';
import { useCancelBulk, useLatest, useUndoBulk, useWatched } from './api';
import { inWords, isOpen, isUndoable, progressOf, resultOf, timeLeft } from './words';

/** How far the changes are that this person started; it stays whatever page they go to. */
export function BulkPanel() {
  const { ids, putAway } = useWatched();
  const latest = useLatest();
  const shown = (latest.data?.items ?? []).filter((change) => ids.includes(change.id));
  useFreshLeads(shown);
  if (shown.length === 0) return null;
  return (
    <section
      aria-label={t('bulk.panel')}
      className="fixed bottom-4 left-4 z-30 flex max-h-[60vh] w-88 max-w-[calc(100vw-2rem)] flex-col gap-2 overflow-y-auto"
    >
      {shown.map((change) => (
        <Item key={change.id} change={change} onPutAway={() => putAway(change.id)} />
      ))}
    </section>
  );
}

/** The list is asked for again when a change has come to its end. */
function useFreshLeads(changes: BulkChange[]) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  const ended = changes
    .filter((change) => !isOpen(change))
    .map(({ id }) => id)
    .join(' ');
  const known = useRef('');
  useEffect(() => {
    if (ended === known.current) return;
    known.current = ended;
    for (const queryKey of [keys.leads, keys.archive]) {
      void client.invalidateQueries({ queryKey });
    }
  }, [client, ended, keys.archive, keys.leads]);
}

function Item({ change, onPutAway }: { change: BulkChange; onPutAway: () => void }) {
  const cancel = useCancelBulk();
  const undo = useUndoBulk();
  const projects = useProjects().data?.items;
  const [now] = useState(() => Date.now());
  const open = isOpen(change);
  const Icon = change.failed > 0 || change.status === 'FAILED' ? TriangleAlert : CircleCheck;
  return (
    <article className="flex flex-col gap-2 rounded-lg border border-line bg-raised p-3 shadow-pop">
      <header className="flex items-start gap-2">
        {!open && <Icon className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />}
        <Link
          to={routes.bulkChange(change.id)}
          className="min-w-0 flex-1 truncate font-medium hover:underline"
        >
          {inWords(change, projects)}
        </Link>
        {!open && (
          <Button variant="ghost" size="iconSm" aria-label={t('common.close')} onClick={onPutAway}>
            <X aria-hidden />
          </Button>
        )}
      </header>
      {open && (
        <Progress
          label={t('bulk.panel')}
          value={change.processed}
          max={Math.max(1, change.total)}
          text={progressOf(change)}
        />
      )}
      <p role="status" className="text-[13px] text-ink-2">
        {open ? progressOf(change) : resultOf(change)}
        {open && change.secondsLeft !== undefined && ` · ${timeLeft(change.secondsLeft)}`}
      </p>
      <footer className="flex flex-wrap gap-2">
        {open && (
          <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate(change.id)}>
            {t('common.cancel')}
          </Button>
        )}
        {isUndoable(change, now) && (
          <Button
            size="sm"
            busy={undo.isPending}
            onClick={() => undo.mutate(change.id, { onSuccess: onPutAway })}
          >
            {!undo.isPending && <Undo2 aria-hidden />}
            {t('common.undo')}
          </Button>
        )}
        {change.failed > 0 && (
          <Button size="sm" asChild>
            <Link to={routes.bulkChange(change.id)}>
              {t('bulk.showFailed', { count: change.failed })}
            </Link>
          </Button>
        )}
      </footer>
    </article>
  );
}
