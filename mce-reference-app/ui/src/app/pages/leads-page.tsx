import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Lead } from '@/api/types';
import { AskDialog } from '@/features/approvals/ask-dialog';
import { RequestPanel } from '@/features/approvals/request-panel';
import { BulkActions } from '@/features/bulk/bulk-actions';
import { ChatWindow } from '@/features/chat/chat-window';
import { blockedBecause, LeadCard } from '@/features/leads/lead-card';
import { LeadList } from '@/features/leads/lead-list';
import { Timeline } from '@/features/notes/timeline';
import { PrivacyPanel } from '@/features/privacy/privacy-panel';
import { cn } from '@/lib/cn';
import { leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { useDocumentTitle } from '@/ui/page';
import { Tab, TabList, TabPanel, Tabs } from '@/ui/tabs';

/** The list and, beside it, the lead that was opened. The address holds filters and selection. */
export function LeadsPage() {
  const { leadId } = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const list = { pathname: routes.leads, search: search.toString() };
  useDocumentTitle(leadId ? undefined : t('nav.leads'));
  return (
    <div className="flex h-full min-h-0">
      <div
        className={cn(
          'min-w-0',
          leadId ? 'w-96 shrink-0 border-r border-line max-xl:hidden' : 'flex-1',
        )}
      >
        <LeadList
          selected={leadId}
          narrow={leadId !== undefined}
          bulk={(selection) => <BulkActions selection={selection} />}
        />
      </div>
      {leadId && (
        <div className="min-w-0 flex-1">
          <LeadCard
            key={leadId}
            leadId={leadId}
            back={list}
            ask={(lead, to, close) => <AskDialog lead={lead} to={to} onClose={close} />}
            panels={(lead) => (
              <>
                <RequestPanel leadId={lead.id} />
                <PrivacyPanel lead={lead} onErased={() => void navigate(list)} />
              </>
            )}
          >
            {(lead) => <LeadDesk lead={lead} />}
          </LeadCard>
        </div>
      )}
    </div>
  );
}

/** What is said with a lead, and what happened to it. */
function LeadDesk({ lead }: { lead: Lead }) {
  return (
    <Tabs defaultValue="conversation" className="flex h-full min-h-0 flex-col">
      <TabList aria-label={leadName(lead)} className="shrink-0 bg-surface px-2">
        <Tab value="conversation">{t('timeline.conversation')}</Tab>
        <Tab value="timeline">{t('timeline.title')}</Tab>
      </TabList>
      <TabPanel value="conversation" className="min-h-0 flex-1">
        <ChatWindow leadId={lead.id} leadName={leadName(lead)} blocked={blockedBecause(lead)} />
      </TabPanel>
      <TabPanel value="timeline" className="min-h-0 flex-1">
        <Timeline leadId={lead.id} leadName={leadName(lead)} />
      </TabPanel>
    </Tabs>
  );
}
