import { useQueryClient } from '@tanstack/react-query';
import { isLeadSource, useChannels } from '@/features/channels/api';
import { ChannelDialog } from '@/features/channels/channel-dialog';
import { Sources, type AccountToOpen } from '@/features/sources/sources-page';
import { t } from '@/lib/i18n';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/** Where leads come from. Sources that are asked are accounts, with the form of their provider. */
export function SourcesPage() {
  return <Sources account={(open, onClose) => <AccountDialog open={open} onClose={onClose} />} />;
}

function AccountDialog({ open, onClose }: { open: AccountToOpen; onClose: () => void }) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  const accounts = useChannels();
  const account = accounts.data?.items.find((each) => each.id === open.accountId);
  if (open.accountId && !account) return null;
  return (
    <ChannelDialog
      open
      channel={account}
      provider={open.provider}
      offers={isLeadSource}
      title={t('sources.newOf', { name: open.providerName ?? '' })}
      create={t('sources.create')}
      onOpenChange={(next) => {
        if (next) return;
        onClose();
        void client.invalidateQueries({ queryKey: keys.leadPolls });
      }}
    />
  );
}
