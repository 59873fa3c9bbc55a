import type { BulkChange, BulkFailure, BulkOrder, BulkWhat, Project } from '@/api/types';
import { has, t } from '@/lib/i18n';

type Told = Pick<BulkOrder, 'action'> & { what: BulkWhat };

/**
 * What a change does, in one line: "Status: Qualified".
 *
 * @param projects what projects are called
 */
export function inWords({ action, what }: Told, projects: readonly Project[] = []): string {
  switch (action) {
    case 'STATUS':
      return t('bulk.did.STATUS', { status: what.status ? t(`status.${what.status}`) : '' });
    case 'OWNER':
      return what.ownerId
        ? t('bulk.did.OWNER', { name: what.ownerName ?? t('lead.formerMember') })
        : t('bulk.did.NOBODY');
    case 'TAGS':
      return [
        ...(what.addTags ?? []).map((tag) => `+ ${tag}`),
        ...(what.removeTags ?? []).map((tag) => `− ${tag}`),
      ].join(', ');
    case 'COMPANY':
      return what.company
        ? t('bulk.did.COMPANY', { company: what.company })
        : t('bulk.did.NO_COMPANY');
    case 'METADATA':
      return what.value
        ? t('bulk.did.METADATA', { key: what.key ?? '', value: what.value })
        : t('bulk.did.NO_METADATA', { key: what.key ?? '' });
    case 'PROJECT':
      return what.projectId
        ? t('bulk.did.PROJECT', {
            name: projects.find(({ id }) => id === what.projectId)?.name ?? '…',
          })
        : t('bulk.did.NO_PROJECT');
    default:
      return t(`bulk.did.${action}`);
  }
}

export const isOpen = ({ status }: BulkChange) => status === 'COLLECTING' || status === 'RUNNING';

export function progressOf({ status, processed, total }: BulkChange): string {
  return status === 'COLLECTING'
    ? t('bulk.collecting', { count: total })
    : t('bulk.progress', { processed, total });
}

/** "480 changed, 15 were so before, 5 could not be changed" */
export function resultOf({ action, done, unchanged, failed }: BulkChange): string {
  const changed = action === 'DELETE' ? 'bulk.deleted' : 'bulk.changed';
  return [
    t(action === 'UNDO' ? 'bulk.restored' : changed, { count: done }),
    ...(unchanged > 0 ? [t('bulk.unchanged', { count: unchanged })] : []),
    ...(failed > 0 ? [t('bulk.failed', { count: failed })] : []),
  ].join(', ');
}

/** "about 2 minutes left" */
export function timeLeft(seconds: number): string {
  return seconds < 60
    ? t('import.secondsLeft', { count: Math.max(1, seconds) })
    : t('import.minutesLeft', { count: Math.ceil(seconds / 60) });
}

/** Whether an undo can be started, as far as this page knows. */
export function isUndoable(change: BulkChange, now: number): boolean {
  return (
    !isOpen(change) &&
    change.undoneBy === undefined &&
    change.undoableUntil !== undefined &&
    Date.parse(change.undoableUntil) > now
  );
}

/** Why a lead was not changed. */
export function reasonOf({ problem, detail }: BulkFailure): string {
  if (problem === 'REFUSED' && detail) return detail;
  if (problem !== 'KEPT') return t(`bulk.problem.${problem}`);
  const fields = detail.split(',').map((field) => {
    const key = `bulk.field.${field}`;
    return has(key) ? t(key) : field;
  });
  return t('bulk.problem.KEPT', { fields: fields.join(', ') });
}
