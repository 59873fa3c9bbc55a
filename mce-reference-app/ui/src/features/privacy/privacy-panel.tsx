import type { Lead } from '@/api/types';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { Panel } from '@/ui/panel';
import { ConsentList } from './consent-list';
import { DoNotContactSwitches } from './do-not-contact';
import { EraseButton } from './erase-dialog';
import { ExportButton } from './export-button';

interface PrivacyPanelProps {
  lead: Lead;
  onErased: () => void;
}

/** On a lead card: what the person agreed to, where not to write, and what they may ask for. */
export function PrivacyPanel({ lead, onErased }: PrivacyPanelProps) {
  const manage = useMay('PRIVACY_MANAGE');
  return (
    <Panel title={t('nav.privacy')}>
      <DoNotContactSwitches lead={lead} />
      <ConsentList leadId={lead.id} />
      {manage && (
        <div className="flex flex-col gap-2">
          <h4 className="text-[13px] font-medium text-ink-2">{t('privacy.requests')}</h4>
          <p className="text-[13px] text-ink-2">{t('privacy.exportText')}</p>
          <ExportButton lead={lead} className="self-start" />
          <div className="mt-1 flex flex-col gap-2 rounded-lg border border-bad/50 p-3">
            <h4 className="text-[13px] font-semibold text-bad-text">{t('privacy.danger')}</h4>
            <p className="text-[13px] text-ink-2">{t('privacy.dangerText')}</p>
            <EraseButton lead={lead} onErased={onErased} className="self-start" />
          </div>
        </div>
      )}
    </Panel>
  );
}
