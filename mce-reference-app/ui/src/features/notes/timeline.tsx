import {
  CalendarDays,
  Circle,
  History,
  MessageSquareText,
  Pencil,
  Phone,
  StickyNote,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Note, NoteKind, TimelineEntry, TimelineEvent } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { useMembers } from '@/lib/members';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { LoadMore } from '@/ui/load-more';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { useDeleteNote, useTimeline } from './api';
import { NoteForm } from './note-form';
import { eventSentence, isInteraction, whoOf } from './words';

const ICONS: Record<NoteKind, LucideIcon> = {
  NOTE: StickyNote,
  CALL: Phone,
  MEETING: CalendarDays,
  MESSAGE: MessageSquareText,
};

interface TimelineProps {
  leadId: string;
  leadName: string;
}

/** What happened to a lead and what people wrote down about it, newest first. */
export function Timeline({ leadId, leadName }: TimelineProps) {
  const query = useTimeline(leadId);
  const may = useMay('LEAD_WRITE');
  return (
    <section
      aria-label={t('timeline.of', { name: leadName })}
      className="h-full overflow-y-auto bg-canvas"
    >
      <div className="mx-auto flex max-w-2xl flex-col gap-4 p-4">
        {may && (
          <div className="rounded-lg border border-line bg-surface p-4">
            <NoteForm leadId={leadId} />
          </div>
        )}
        {query.isPending && (
          <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-3">
            <Skeleton className="h-16" />
            <Skeleton className="h-10" />
          </div>
        )}
        {query.isError && query.items.length === 0 && (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.isSuccess && query.items.length === 0 && (
          <EmptyState icon={History} title={t('timeline.empty')} text={t('timeline.emptyText')} />
        )}
        {query.items.length > 0 && <Entries leadId={leadId} entries={query.items} />}
        <LoadMore query={query} />
      </div>
    </section>
  );
}

function Entries({ leadId, entries }: { leadId: string; entries: TimelineEntry[] }) {
  const members = useMembers();
  const names = useMemo(
    () => new Map((members.data?.items ?? []).map(({ id, name }) => [id, name])),
    [members.data],
  );
  return (
    <ol aria-label={t('timeline.title')} className="flex flex-col gap-2">
      {entries.map(({ id, at, note, event }) => (
        <li key={id}>
          {note && <NoteCard leadId={leadId} note={note} />}
          {event && <EventLine event={event} at={at} names={names} />}
        </li>
      ))}
    </ol>
  );
}

interface EventLineProps {
  event: TimelineEvent;
  at: string;
  names: ReadonlyMap<string, string>;
}

function EventLine({ event, at, names }: EventLineProps) {
  return (
    <p className="flex items-baseline gap-2.5 px-4 py-1 text-[13px] text-ink-2">
      <Circle className="size-2 shrink-0 fill-current text-ink-3" aria-hidden />
      <span className="min-w-0 flex-1 wrap-anywhere">{eventSentence(event, names)}</span>
      <time dateTime={at} className="shrink-0 text-ink-3">
        {formatDateTime(at)}
      </time>
    </p>
  );
}

function NoteCard({ leadId, note }: { leadId: string; note: Note }) {
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const Icon = ICONS[note.kind];
  return (
    <article
      aria-label={t(`note.kind.${note.kind}`)}
      className="rounded-lg border border-line bg-surface px-4 py-3"
    >
      {editing ? (
        <NoteForm leadId={leadId} note={note} onDone={() => setEditing(false)} />
      ) : (
        <>
          <header className="flex items-start gap-2.5">
            <Icon className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
            <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium">{t(`note.kind.${note.kind}`)}</span>
              {note.outcome && <Badge>{t(`note.outcome.${note.outcome}`)}</Badge>}
              {note.minutes !== undefined && (
                <span className="text-[13px] text-ink-2">
                  {t('note.lasted', { count: note.minutes })}
                </span>
              )}
              <time dateTime={note.happenedAt} className="ml-auto text-[13px] text-ink-3">
                {formatDateTime(note.happenedAt)}
              </time>
            </div>
          </header>
          {note.text && (
            <p className="mt-1.5 pl-6.5 wrap-anywhere whitespace-pre-line">{note.text}</p>
          )}
          <footer className="mt-1.5 flex items-center gap-1 pl-6.5">
            <Byline note={note} />
            {note.changeable && (
              <>
                <Button
                  variant="ghost"
                  size="iconSm"
                  aria-label={t('note.edit')}
                  onClick={() => setEditing(true)}
                >
                  <Pencil aria-hidden />
                </Button>
                <Button
                  variant="ghost"
                  size="iconSm"
                  aria-label={t('note.delete')}
                  onClick={() => setDeleting(true)}
                >
                  <Trash2 aria-hidden />
                </Button>
              </>
            )}
          </footer>
        </>
      )}
      {deleting && (
        <DeleteQuestion leadId={leadId} note={note} onClose={() => setDeleting(false)} />
      )}
    </article>
  );
}

/** Who wrote it, and when, where that was later; and who changed it. */
function Byline({ note }: { note: Note }) {
  const who = whoOf(note.writtenBy);
  const written = isInteraction(note.kind)
    ? t('note.logged', { who, at: formatDateTime(note.writtenAt) })
    : t('note.by', { who });
  return (
    <p className="min-w-0 flex-1 text-[13px] text-ink-3">
      {written}
      {note.editedBy && note.editedAt && (
        <>
          {' · '}
          {t('note.edited', { who: whoOf(note.editedBy), at: formatDateTime(note.editedAt) })}
        </>
      )}
    </p>
  );
}

interface DeleteQuestionProps {
  leadId: string;
  note: Note;
  onClose: () => void;
}

function DeleteQuestion({ leadId, note, onClose }: DeleteQuestionProps) {
  const remove = useDeleteNote(leadId);
  const apply = async () => {
    try {
      await remove.mutateAsync(note);
      toast.done(t('note.deleted'));
      onClose();
    } catch {
      // The refusal has been told; the question stays open.
    }
  };
  return (
    <Confirm
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('note.deleteTitle')}
      action={t('note.delete')}
      danger
      busy={remove.isPending}
      onConfirm={() => void apply()}
    >
      <p>{t('note.deleteText')}</p>
    </Confirm>
  );
}
