import { createBrowserRouter, type RouteObject } from 'react-router';
import { AppFailed, NotFound } from '@/app/failures';
import { Shell } from '@/app/shell/shell';
import { PageSkeleton } from '@/app/shell/page-skeleton';

/** A page in a file of its own, fetched when it is first opened. */
function page(path: string, load: () => Promise<React.ComponentType>): RouteObject {
  return { path, lazy: async () => ({ Component: await load() }) };
}

export const router = createBrowserRouter([
  {
    errorElement: <AppFailed />,
    hydrateFallbackElement: <PageSkeleton />,
    children: [
      page('/login', async () => (await import('@/features/auth/login-page')).LoginPage),
      page('/signup', async () => (await import('@/features/auth/sign-up-page')).SignUpPage),
      page(
        '/invitation/:token',
        async () => (await import('@/features/auth/invitation-page')).InvitationPage,
      ),
      {
        path: '/',
        element: <Shell />,
        children: [
          {
            errorElement: <AppFailed />,
            children: [
              {
                index: true,
                lazy: async () => ({
                  Component: (await import('@/features/dashboard/dashboard-page')).DashboardPage,
                }),
              },
              page(
                'leads/archive',
                async () => (await import('@/app/pages/archive-page')).ArchivePage,
              ),
              page(
                'leads/duplicates',
                async () => (await import('@/features/leads/duplicates-page')).DuplicatesPage,
              ),
              page(
                'deliveries',
                async () => (await import('@/features/deliveries/deliveries-page')).DeliveriesPage,
              ),
              page(
                'leads/approvals',
                async () => (await import('@/features/approvals/approvals-page')).ApprovalsPage,
              ),
              page(
                'leads/changes',
                async () => (await import('@/features/bulk/bulk-history-page')).BulkHistoryPage,
              ),
              page(
                'leads/changes/:bulkId',
                async () => (await import('@/features/bulk/bulk-page')).BulkPage,
              ),
              page(
                'leads/:leadId?',
                async () => (await import('@/app/pages/leads-page')).LeadsPage,
              ),
              page(
                'conversations/:leadId?',
                async () => (await import('@/app/pages/conversations-page')).ConversationsPage,
              ),
              page(
                'imports',
                async () => (await import('@/features/imports/imports-page')).ImportsPage,
              ),
              page(
                'imports/:importId',
                async () => (await import('@/features/imports/import-page')).ImportPage,
              ),
              page(
                'campaigns',
                async () => (await import('@/features/campaigns/campaigns-page')).CampaignsPage,
              ),
              page(
                'campaigns/new',
                async () =>
                  (await import('@/features/campaigns/campaign-form-page')).CampaignFormPage,
              ),
              page(
                'campaigns/:campaignId',
                async () => (await import('@/features/campaigns/campaign-page')).CampaignPage,
              ),
              page(
                'workflows',
                async () => (await import('@/features/workflows/workflows-page')).WorkflowsPage,
              ),
              page(
                'workflows/new',
                async () => (await import('@/features/workflows/workflow-page')).NewWorkflowPage,
              ),
              page(
                'workflows/:workflowId',
                async () => (await import('@/features/workflows/workflow-page')).WorkflowPage,
              ),
              page(
                'channels',
                async () => (await import('@/features/channels/channels-page')).ChannelsPage,
              ),
              page('sources', async () => (await import('@/app/pages/sources-page')).SourcesPage),
              page(
                'sandbox',
                async () => (await import('@/features/sandbox/sandbox-page')).SandboxPage,
              ),
              page(
                'fields',
                async () => (await import('@/features/fields/fields-page')).FieldsPage,
              ),
              page(
                'assignment',
                async () => (await import('@/features/assignment/assignment-page')).AssignmentPage,
              ),
              page(
                'scoring',
                async () => (await import('@/features/scoring/scoring-page')).ScoringPage,
              ),
              page('team', async () => (await import('@/features/team/team-page')).TeamPage),
              page('keys', async () => (await import('@/features/keys/keys-page')).KeysPage),
              page('audit', async () => (await import('@/features/audit/audit-page')).AuditPage),
              page(
                'privacy',
                async () => (await import('@/features/privacy/privacy-page')).PrivacyPage,
              ),
              page(
                'settings',
                async () => (await import('@/features/settings/settings-page')).SettingsPage,
              ),
              page(
                'settings/projects',
                async () => (await import('@/features/projects/projects-page')).ProjectsPage,
              ),
              page(
                'settings/duplicates',
                async () => (await import('@/features/settings/merge-policy-page')).MergePolicyPage,
              ),
              page(
                'settings/limits',
                async () =>
                  (await import('@/features/settings/sending-limits-page')).SendingLimitsPage,
              ),
              page(
                'settings/statuses',
                async () =>
                  (await import('@/features/approvals/status-rules-page')).StatusRulesPage,
              ),
              page(
                'account',
                async () => (await import('@/features/account/account-page')).AccountPage,
              ),
              page(
                'platform',
                async () => (await import('@/features/platform/platform-page')).PlatformPage,
              ),
              page(
                'platform/:id/audit',
                async () => (await import('./pages/platform-audit-page')).PlatformAuditPage,
              ),
              { path: '*', element: <NotFound /> },
            ],
          },
        ],
      },
    ],
  },
]);
