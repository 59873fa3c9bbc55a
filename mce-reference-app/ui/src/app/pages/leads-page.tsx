import { useNavigate, useParams, useSearchParams } from 'react-router';
import { ChatWindow } from '@/features/chat/chat-window';
import { blockedBecause, LeadCard } from '@/features/leads/lead-card';
import { LeadList } from '@/features/leads/lead-list';
import { PrivacyPanel } from '@/features/privacy/privacy-panel';
import { cn } from '@/lib/cn';
import { leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { useDocumentTitle } from '@/ui/page';

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
        <LeadList selected={leadId} narrow={leadId !== undefined} />
      </div>
      {leadId && (
        <div className="min-w-0 flex-1">
          <LeadCard
            key={leadId}
            leadId={leadId}
            back={list}
            panels={(lead) => <PrivacyPanel lead={lead} onErased={() => void navigate(list)} />}
          >
            {(lead) => (
              <ChatWindow
                leadId={lead.id}
                leadName={leadName(lead)}
                blocked={blockedBecause(lead)}
              />
            )}
          </LeadCard>
        </div>
      )}
    </div>
  );
}
