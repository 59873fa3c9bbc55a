import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Lead } from '@/api/types';
import { leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { useDeleteLeads, useDependencies } from './deletion-api';
import { inWords } from './dependencies';
import { useRestore } from './use-restore';

/** Asking for more than so many, one by one, would take longer than people wait. */
const COUNTED = 20;

interface DeleteDialogProps {
  leads: readonly Lead[];
  onClose: () => void;
  /** Which leads are gone now; some may have stayed. */
  onDeleted: (ids: string[]) => void;
}

/** Tells what hangs on the leads, then deletes those that nothing is against. */
export function DeleteDialog({ leads, onClose, onDeleted }: DeleteDialogProps) {
  const counted = leads.length <= COUNTED;
  const found = useDependencies(counted ? leads.map(({ id }) => id) : []);
  const remove = useDeleteLeads();
  const { bringBack } = useRestore();
  const [stayed, setStayed] = useState<{ id: string; reason?: string }[]>([]);
  const [gone, setGone] = useState<string[]>([]);
  const objected = found.all.filter(({ deletable }) => !deletable);
  const against = [
    ...objected.map(({ id, objections }) => ({ id, reason: objections.join(' ') })),
    ...stayed.filter(({ id }) => !objected.some((each) => each.id === id)),
  ];
  const free = leads.filter(
    ({ id }) => !gone.includes(id) && !against.some((each) => each.id === id),
  );
  const only = leads.length === 1 ? leads[0] : undefined;

  const apply = async () => {
    try {
      const ids = free.map(({ id }) => id);
      const { done, refused, missing } = await remove.mutateAsync(ids);
      const name = only && leadName(only);
      if (done.length > 0) {
        toast.done(
          name ? t('lead.deleted', { name }) : t('leads.deleted', { count: done.length }),
          {
            label: t('common.undo'),
            onClick: () => void bringBack(done, name),
          },
        );
      }
      if (missing.length > 0) toast.tell(t('leads.goneAlready', { count: missing.length }));
      setStayed(refused);
      setGone([...done, ...missing]);
      onDeleted([...done, ...missing]);
      if (refused.length === 0) onClose();
    } catch {
      // The refusal has been told; the question stays open.
    }
  };

  return (
    <Confirm
      open
      onOpenChange={(open) => !open && onClose()}
      title={
        only
          ? t('lead.deleteTitle', { name: leadName(only) })
          : t('leads.deleteTitle', { count: leads.length })
      }
      action={only ? t('lead.delete') : t('leads.deleteAction', { count: free.length })}
      danger
      busy={remove.isPending}
      disabled={free.length === 0 || found.isPending || found.error !== undefined}
      onConfirm={() => void apply()}
    >
      <p>{t('lead.deleteText')}</p>
      {!counted ? (
        <p>{t('leads.notCounted')}</p>
      ) : found.error ? (
        <Failed error={found.error} onRetry={found.refetch} />
      ) : found.isPending ? (
        <Counting />
      ) : (
        <Hangs dependencies={found.all.filter(({ deletable }) => deletable)} />
      )}
      {against.length > 0 && <Against against={against} leads={leads} />}
      <p className="font-medium text-ink">{t('lead.deleteKept')}</p>
    </Confirm>
  );
}

function Counting() {
  return (
    <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-2 py-1">
      <Skeleton className="h-4 w-4/5" />
      <Skeleton className="h-4 w-3/5" />
    </div>
  );
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div role="alert" className="flex items-center justify-between gap-3 text-bad-text">
      <p className="whitespace-pre-line">{messageOf(error)}</p>
      <Button size="sm" onClick={onRetry}>
        {t('common.retry')}
      </Button>
    </div>
  );
}

function Hangs({ dependencies }: { dependencies: Parameters<typeof inWords>[0] }) {
  const { ends, stays } = inWords(dependencies);
  if (ends.length + stays.length === 0) {
    return dependencies.length > 0 ? <p>{t('lead.nothingHangs')}</p> : null;
  }
  return (
    <dl aria-label={t('lead.hangs')} className="flex flex-col gap-2">
      {ends.length > 0 && <Phrases title={t('lead.ends')} phrases={ends} />}
      {stays.length > 0 && <Phrases title={t('lead.stays')} phrases={stays} />}
    </dl>
  );
}

function Phrases({ title, phrases }: { title: string; phrases: string[] }) {
  return (
    <div className="rounded-md bg-muted px-3 py-2">
      <dt className="text-[13px]">{title}</dt>
      {phrases.map((phrase) => (
        <dd key={phrase} className="font-medium text-ink">
          {phrase}
        </dd>
      ))}
    </div>
  );
}

interface AgainstProps {
  against: { id: string; reason?: string }[];
  leads: readonly Lead[];
}

function Against({ against, leads }: AgainstProps) {
  const several = leads.length > 1;
  return (
    <div role="alert" className="rounded-md bg-warn-soft px-3 py-2 text-warn-text">
      <p className="flex items-center gap-2 font-medium">
        <CircleAlert className="size-4 shrink-0" aria-hidden />
        {several ? t('leads.stay', { count: against.length }) : t('lead.against')}
      </p>
      <ul className="mt-1 max-h-40 overflow-y-auto text-[13px]">
        {against.map(({ id, reason }) => {
          const lead = leads.find((each) => each.id === id);
          return (
            <li key={id}>
              {several && lead && <span className="font-medium">{leadName(lead)}: </span>}
              {reason}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
