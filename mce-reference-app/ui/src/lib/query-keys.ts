/**
 * The names of cached answers. The organization id comes first in each, so that a change of
 * organization can never show what belongs to the other one.
 */
export function queryKeys(organizationId: string) {
  const key = (...parts: unknown[]) => [organizationId, ...parts] as const;
  return {
    all: key(),
    me: key('me'),
    secondFactor: key('second-factor'),
    organization: key('organization'),
    setup: key('setup'),
    members: key('members'),
    invitations: key('invitations'),
    apiKeys: key('api-keys'),
    audit: key('audit'),
    auditList: (filters: unknown) => key('audit', filters),
    archive: key('archive'),
    dependencies: (id: string) => key('dependencies', id),
    merges: (id: string) => key('merges', id),
    suggestions: key('suggestions'),
    mergePreview: (survivorId: string, mergedId: string, choices: unknown) =>
      key('merge-preview', survivorId, mergedId, choices),
    consents: (id: string) => key('consents', id),
    doNotContact: (id: string) => key('do-not-contact', id),
    doNotContacts: key('do-not-contact'),
    retention: key('retention'),
    leads: key('leads'),
    leadList: (filters: unknown) => key('leads', filters),
    lead: (id: string) => key('lead', id),
    messages: (leadId: string) => key('messages', leadId),
    conversations: key('conversations'),
    imports: key('imports'),
    importNames: key('imports', 'names'),
    import: (id: string) => key('import', id),
    importErrors: (id: string) => key('import', id, 'errors'),
    importPreview: (id: string) => key('import-preview', id),
    importKept: (id: string) => key('import', id, 'kept'),
    sources: key('sources'),
    heldDeliveries: key('sources', 'held'),
    campaigns: key('campaigns'),
    campaignNames: key('campaigns', 'names'),
    campaign: (id: string) => key('campaign', id),
    recipients: (id: string, state: string) => key('campaign', id, 'recipients', state),
    recipientsOf: (id: string) => key('campaign', id, 'recipients'),
    audience: (audience: unknown) => key('audience', audience),
    workflows: key('workflows'),
    workflowNames: key('workflows', 'names'),
    workflow: (id: string) => key('workflow', id),
    runs: (id: string) => key('workflow', id, 'runs'),
    notices: key('notices'),
    dashboard: (days: number) => key('dashboard', days),
    dashboards: key('dashboard'),
    feed: key('feed'),
    channels: key('channels'),
    catalog: key('catalog'),
    sandboxPhones: key('sandbox', 'phones'),
    sandboxMessages: (phone: string) => key('sandbox', 'messages', phone),
    sandbox: key('sandbox'),
  };
}

/** What belongs to no organization, or is asked for before anyone is logged in. */
export const outsideKeys = {
  invitation: (token: string) => ['invitation', token] as const,
  platformOrganizations: ['platform', 'organizations'] as const,
  platformAudit: (id: string) => ['platform', 'audit', id] as const,
};
