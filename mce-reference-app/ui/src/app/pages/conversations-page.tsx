import { ArrowLeft, MessagesSquare } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { AskDialog } from '@/features/approvals/ask-dialog';
import { ChatWindow } from '@/features/chat/chat-window';
import { InboxList } from '@/features/chat/inbox-list';
import { useLead } from '@/features/leads/api';
import { blockedBecause, LeadSummary } from '@/features/leads/lead-card';
import { cn } from '@/lib/cn';
import { leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { useDocumentTitle } from '@/ui/page';

/** The inbox: who wrote, what was said, and who they are. */
export function ConversationsPage() {
  const { leadId } = useParams();
  useDocumentTitle(t('nav.conversations'));
  return (
    <div className="flex h-full min-h-0">
      <div
        className={cn(
          'w-full shrink-0 border-r border-line bg-surface md:w-80 xl:w-96',
          leadId && 'max-md:hidden',
        )}
      >
        <InboxList selected={leadId} />
      </div>
      {leadId ? (
        <OpenConversation key={leadId} leadId={leadId} />
      ) : (
        <div className="flex flex-1 items-center justify-center max-md:hidden">
          <EmptyState icon={MessagesSquare} title={t('chat.choose')} text={t('chat.chooseText')} />
        </div>
      )}
    </div>
  );
}

function OpenConversation({ leadId }: { leadId: string }) {
  const { data: lead } = useLead(leadId);
  return (
    <>
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex h-12 shrink-0 items-center gap-2 border-b border-line bg-surface px-2 md:hidden">
          <Button variant="ghost" size="iconSm" asChild>
            <Link to={routes.conversations} aria-label={t('chat.backToList')}>
              <ArrowLeft aria-hidden />
            </Link>
          </Button>
          <span className="truncate font-semibold">{lead && leadName(lead)}</span>
        </div>
        <div className="min-h-0 flex-1">
          <ChatWindow
            leadId={leadId}
            leadName={lead ? leadName(lead) : ''}
            blocked={lead && blockedBecause(lead)}
          />
        </div>
      </div>
      <div className="w-80 shrink-0 overflow-y-auto border-l border-line bg-surface max-xl:hidden">
        <LeadSummary
          leadId={leadId}
          ask={(lead, to, close) => <AskDialog lead={lead} to={to} onClose={close} />}
        />
      </div>
    </>
  );
}
