/** Where things live. The one list of addresses, so that a link cannot miss its page. */
export const routes = {
  dashboard: '/',
  login: '/login',
  signUp: '/signup',
  leads: '/leads',
  lead: (id: string) => `/leads/${encodeURIComponent(id)}`,
  archive: '/leads/archive',
  duplicates: '/leads/duplicates',
  bulkChanges: '/leads/changes',
  bulkChange: (id: string) => `/leads/changes/${encodeURIComponent(id)}`,
  conversations: '/conversations',
  conversation: (leadId: string) => `/conversations/${encodeURIComponent(leadId)}`,
  imports: '/imports',
  import: (id: string) => `/imports/${encodeURIComponent(id)}`,
  campaigns: '/campaigns',
  newCampaign: '/campaigns/new',
  campaign: (id: string) => `/campaigns/${encodeURIComponent(id)}`,
  workflows: '/workflows',
  newWorkflow: '/workflows/new',
  workflow: (id: string) => `/workflows/${encodeURIComponent(id)}`,
  channels: '/channels',
  sources: '/sources',
  fields: '/fields',
  sandbox: '/sandbox',
  assignment: '/assignment',
  scoring: '/scoring',
  team: '/team',
  keys: '/keys',
  audit: '/audit',
  privacy: '/privacy',
  settings: '/settings',
  projects: '/settings/projects',
  mergePolicy: '/settings/duplicates',
  account: '/account',
  platform: '/platform',
  platformAudit: (id: string) => `/platform/${encodeURIComponent(id)}/audit`,
} as const;

/** The page to return to after log-in: a path of ours or the dashboard, never another site. */
export function safeReturn(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : routes.dashboard;
}
