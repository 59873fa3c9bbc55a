import { has, t, type MessageKey } from '@/lib/i18n';

export interface Group {
  label: MessageKey;
  permissions: string[];
}

/** What a key can be given, in the order it is offered. People and keys are managed by people. */
const GROUPS: readonly Group[] = [
  {
    label: 'nav.leads',
    permissions: [
      'LEAD_READ',
      'LEAD_WRITE',
      'LEAD_DELETE',
      'LEAD_ARCHIVE',
      'LEAD_IMPORT',
      'ASSIGNMENT_MANAGE',
      'SOURCE_MANAGE',
    ],
  },
  { label: 'nav.conversations', permissions: ['CONVERSATION_READ'] },
  { label: 'nav.campaigns', permissions: ['CAMPAIGN_READ', 'CAMPAIGN_WRITE', 'CAMPAIGN_SEND'] },
  { label: 'nav.workflows', permissions: ['WORKFLOW_READ', 'WORKFLOW_WRITE'] },
  { label: 'nav.channels', permissions: ['CHANNEL_READ', 'CHANNEL_MANAGE'] },
  {
    label: 'settings.organization',
    permissions: ['ORGANIZATION_READ', 'ORGANIZATION_MANAGE', 'MEMBER_READ', 'PRIVACY_MANAGE'],
  },
  { label: 'keys.insight', permissions: ['ANALYTICS_READ', 'NOTICE_READ'] },
];

const TAKE_LEADS_IN = ['LEAD_READ', 'LEAD_WRITE', 'LEAD_IMPORT'];

/** What many a key is for, in one press. */
const CHOICES: readonly { label: MessageKey; fits: (permission: string) => boolean }[] = [
  { label: 'keys.choice.takeLeadsIn', fits: (permission) => TAKE_LEADS_IN.includes(permission) },
  { label: 'keys.choice.readOnly', fits: (permission) => permission.endsWith('_READ') },
];

/** What someone who may do this can give; the server refuses anything beyond. */
export function groupsFor(own: readonly string[]): Group[] {
  return GROUPS.map(({ label, permissions }) => ({
    label,
    permissions: permissions.filter((permission) => own.includes(permission)),
  })).filter(({ permissions }) => permissions.length > 0);
}

export function choicesFor(own: readonly string[]): Group[] {
  const offered = groupsFor(own).flatMap(({ permissions }) => permissions);
  return CHOICES.map(({ label, fits }) => ({ label, permissions: offered.filter(fits) })).filter(
    ({ permissions }) => permissions.length > 0,
  );
}

/** The permission in words; one of a later version by its code. */
export function permissionName(permission: string): string {
  const key = `permission.${permission}`;
  return has(key) ? t(key) : permission;
}
