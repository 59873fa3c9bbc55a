import { t } from '@/lib/i18n';
import { useMembers } from '@/lib/members';
import { toast } from '@/ui/toast';
import { MenuCheckbox } from '@/ui/menu';
import { useAvailability, useChangeAvailability } from './api';

/** Whether the person gets new leads now, for those who take leads at all. */
export function AwaySwitch() {
  const members = useMembers();
  const me = members.data?.items.find((member) => member.you);
  const takes = me && ['OWNER', 'ADMIN', 'MANAGER', 'REP'].includes(me.role);
  return takes ? <Switch id={me.id} /> : null;
}

function Switch({ id }: { id: string }) {
  const availability = useAvailability(id);
  const change = useChangeAvailability(id);
  if (!availability.data) return null;
  return (
    <MenuCheckbox
      checked={!availability.data.away}
      onSelect={() => undefined} // Closes the menu: it is done.
      onCheckedChange={(available) => {
        const away = available !== true;
        // The menu is gone before the answer comes; what hangs on the component would not be called.
        void change.mutateAsync({ away }).then(
          () => toast.done(t(away ? 'away.nowAway' : 'away.nowBack')),
          () => undefined,
        );
      }}
    >
      {t('away.switch')}
    </MenuCheckbox>
  );
}
