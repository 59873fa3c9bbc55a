import type { Action, Condition, Trigger, WorkflowDraft } from '@/api/types';
import { t } from '@/lib/i18n';

/** The workflow as a sentence one can check: when this happens, if so, then that. */
export function triggerText(trigger: Trigger): string {
  if (trigger.type === 'LEAD_STATUS_CHANGED' && trigger.status) {
    return t('trigger.LEAD_STATUS_CHANGED.to', { status: t(`status.${trigger.status}`) });
  }
  return t(`trigger.${trigger.type}`);
}

export function conditionText({ field, op, value }: Condition): string {
  const status = field === 'STATUS' ? statusWord(value) : value;
  return `${t(`condition.${field}`)} ${t(`operator.${op}`)} ${status}`;
}

function statusWord(value: string): string {
  switch (value) {
    case 'NEW':
    case 'CONTACTED':
    case 'QUALIFIED':
    case 'NOT_INTERESTED':
    case 'CONVERTED':
    case 'LOST':
      return t(`status.${value}`);
    default:
      return value;
  }
}

export function actionText(action: Action): string {
  switch (action.type) {
    case 'SEND_MESSAGE':
      return t('action.SEND_MESSAGE.text', { text: shorten(action.text) });
    case 'UPDATE_SCORE':
      return t('action.UPDATE_SCORE.text', {
        points: action.points > 0 ? `+${action.points}` : String(action.points),
      });
    case 'NOTIFY':
      return t('action.NOTIFY.text', { text: shorten(action.text) });
    case 'CHANGE_STATUS':
      return t('action.CHANGE_STATUS.text', { status: t(`status.${action.status}`) });
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}

export function welcomeWorkflow(): WorkflowDraft {
  return {
    name: t('workflows.welcome'),
    active: true,
    trigger: { type: 'LEAD_CREATED' },
    conditions: [],
    actions: [{ type: 'SEND_MESSAGE', text: t('workflows.welcomeMessage') }],
  };
}
