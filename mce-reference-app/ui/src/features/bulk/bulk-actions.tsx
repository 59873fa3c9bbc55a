import { ChevronDown, ListChecks } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { BulkActionName, BulkFilter } from '@/api/types';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { Button } from '@/ui/button';
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/ui/menu';

const BulkDialog = lazy(async () => ({ default: (await import('./bulk-dialog')).BulkDialog }));

const CHANGES = ['STATUS', 'OWNER', 'DEAL_OUT', 'TAGS', 'COMPANY', 'PROJECT', 'METADATA'] as const;

interface BulkActionsProps {
  selection: { ids: string[]; filter: BulkFilter; more: boolean; clear: () => void };
}

/** What can be done with the ticked leads, or with all that the list would show. */
export function BulkActions({ selection }: BulkActionsProps) {
  const [all, setAll] = useState(false);
  const [action, setAction] = useState<BulkActionName>();
  const mayDelete = useMay('LEAD_DELETE');
  const everyone = all && selection.more;
  return (
    <>
      {selection.more && (
        <Button size="sm" aria-pressed={everyone} onClick={() => setAll(!everyone)}>
          <ListChecks aria-hidden />
          {everyone ? t('bulk.allSelected') : t('bulk.selectAll')}
        </Button>
      )}
      <Menu>
        <MenuTrigger asChild>
          <Button size="sm">
            {t('bulk.change')}
            <ChevronDown aria-hidden />
          </Button>
        </MenuTrigger>
        <MenuContent>
          {CHANGES.map((each) => (
            <MenuItem key={each} onSelect={() => setAction(each)}>
              {t(`bulk.action.${each}`)}
            </MenuItem>
          ))}
          {mayDelete && (
            <>
              <MenuSeparator />
              <MenuItem onSelect={() => setAction('DELETE')}>{t('bulk.action.DELETE')}</MenuItem>
            </>
          )}
        </MenuContent>
      </Menu>
      {action && (
        <Suspense>
          <BulkDialog
            action={action}
            target={everyone ? { filter: selection.filter } : { ids: selection.ids }}
            onClose={() => setAction(undefined)}
            onStarted={() => {
              setAction(undefined);
              setAll(false);
              selection.clear();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
