import { Download } from 'lucide-react';
import { t } from '@/lib/i18n';
import { useSession } from '@/lib/session';
import { Button } from '@/ui/button';
import { CopyField } from '@/ui/copy-field';
import { DialogBody, DialogFooter } from '@/ui/dialog';

interface RecoveryCodesStepProps {
  codes: string[];
  note?: string;
  onDone: () => void;
}

/** The codes, this once: to copy or to keep as a file. */
export function RecoveryCodesStep({ codes, note, onDone }: RecoveryCodesStepProps) {
  const email = useSession()?.user.email ?? '';
  const download = () => {
    const text = `${t('account.fileHeading', { email })}\n\n${codes.join('\n')}\n`;
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'mce-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <>
      <DialogBody>
        <CopyField label={t('account.codes')} value={codes.join('\n')} multiline />
        {note && <p className="text-[13px] text-ink-2">{note}</p>}
      </DialogBody>
      <DialogFooter>
        <Button onClick={download}>
          <Download aria-hidden />
          {t('account.download')}
        </Button>
        <Button variant="primary" autoFocus onClick={onDone}>
          {t('account.saved')}
        </Button>
      </DialogFooter>
    </>
  );
}
