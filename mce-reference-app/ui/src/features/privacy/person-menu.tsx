import { Download, Ellipsis, UserX } from 'lucide-react';
import { useState } from 'react';
import type { Lead } from '@/api/types';
import { leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { Button } from '@/ui/button';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/ui/menu';
import { EraseDialog } from './erase-dialog';
import { useExport } from './export-button';

/** Export and erase of one person, where there is no room for more than a button. */
export function PersonMenu({ lead }: { lead: Lead }) {
  const manage = useMay('PRIVACY_MANAGE');
  const [erasing, setErasing] = useState(false);
  const { take, busy } = useExport(lead);
  if (!manage) return null;
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button
            size="iconSm"
            variant="ghost"
            disabled={busy}
            aria-label={t('privacy.more', { name: leadName(lead) })}
          >
            <Ellipsis aria-hidden />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={take}>
            <Download aria-hidden />
            {t('privacy.export')}
          </MenuItem>
          <MenuItem className="text-bad-text" onSelect={() => setErasing(true)}>
            <UserX aria-hidden />
            {t('privacy.erase')}
          </MenuItem>
        </MenuContent>
      </Menu>
      {erasing && <EraseDialog lead={lead} onClose={() => setErasing(false)} />}
    </>
  );
}
