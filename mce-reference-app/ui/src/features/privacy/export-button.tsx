import { Download } from 'lucide-react';
import type { Lead } from '@/api/types';
import { leadName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { toast } from '@/ui/toast';
import { useExportPerson } from './api';

/** Downloads everything that is stored about a person, and says so. */
export function useExport(lead: Lead) {
  const save = useExportPerson(lead.id);
  const take = async () => {
    try {
      toast.done(t('privacy.exported', { file: await save.mutateAsync() }));
    } catch {
      // The refusal has been told.
    }
  };
  return { take: () => void take(), busy: save.isPending };
}

interface ExportButtonProps {
  lead: Lead;
  /** Beside other people: whose button it is, for readers who hear it. */
  named?: boolean;
  className?: string;
}

export function ExportButton({ lead, named = false, className }: ExportButtonProps) {
  const { take, busy } = useExport(lead);
  return (
    <Button
      size="sm"
      className={className}
      busy={busy}
      aria-label={named ? t('privacy.exportOf', { name: leadName(lead) }) : undefined}
      onClick={take}
    >
      {!busy && <Download aria-hidden />}
      {t('privacy.export')}
    </Button>
  );
}
