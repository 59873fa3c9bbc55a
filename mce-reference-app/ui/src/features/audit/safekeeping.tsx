import { Download, LoaderCircle, ShieldAlert, ShieldCheck } from 'lucide-react';
import type { AuditVerification } from '@/api/types';
import { t } from '@/lib/i18n';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { CopyField } from '@/ui/copy-field';
import { Section } from '@/ui/page';
import { toast } from '@/ui/toast';
import { useExport, useVerify } from './api';

const VERIFIER = 'java -cp "mce-reference-app/target/lib/*" io.mce.audit.AuditVerifier';

/** The trail is checked here, and taken elsewhere. */
export function Safekeeping() {
  const verify = useVerify();
  const save = useExport();
  const take = async () => {
    try {
      toast.done(t('audit.exported', { file: await save.mutateAsync() }));
    } catch {
      // The refusal has been told.
    }
  };
  return (
    <Section title={t('audit.keeping')}>
      <div className="grid border-t border-line md:grid-cols-2 md:divide-x md:divide-line">
        <div className="flex flex-col items-start gap-3 p-4">
          <p className="text-ink-2">{t('audit.verifyText')}</p>
          <Button
            variant="primary"
            className="mt-auto"
            busy={verify.isPending}
            onClick={() => verify.mutate()}
          >
            {!verify.isPending && <ShieldCheck aria-hidden />}
            {t('audit.verify')}
          </Button>
        </div>
        <div className="flex flex-col items-start gap-3 border-line p-4 max-md:border-t">
          <p className="text-ink-2">{t('audit.exportText')}</p>
          <Button className="mt-auto" busy={save.isPending} onClick={() => void take()}>
            {!save.isPending && <Download aria-hidden />}
            {t('audit.export')}
          </Button>
        </div>
      </div>
      <div role="status" className="empty:hidden">
        {verify.isPending ? (
          <p className="flex items-center gap-2 border-t border-line px-4 py-3 text-ink-2">
            <LoaderCircle className="size-4 animate-spin" aria-hidden />
            {t('audit.verifying')}
          </p>
        ) : verify.isError ? (
          <p role="alert" className="border-t border-line bg-bad-soft px-4 py-3 text-bad-text">
            {messageOf(verify.error)}
          </p>
        ) : verify.data?.intact ? (
          <Unbroken found={verify.data} />
        ) : (
          verify.data && <Broken found={verify.data} />
        )}
      </div>
      <details className="border-t border-line px-4 py-3">
        <summary className="font-medium text-accent-text">{t('audit.offline')}</summary>
        <div className="mt-2 flex flex-col gap-2">
          <p className="text-ink-2">{t('audit.offlineText')}</p>
          <CopyField
            label={t('audit.command')}
            value={`${VERIFIER} ${save.data ?? 'audit.jsonl'}`}
            multiline
          />
        </div>
      </details>
    </Section>
  );
}

function Unbroken({ found }: { found: AuditVerification }) {
  return (
    <div className="flex flex-col gap-2 border-t border-line px-4 py-3">
      <p className="flex items-center gap-2 font-medium text-good-text">
        <ShieldCheck className="size-5 shrink-0" aria-hidden />
        {t('audit.unbroken', { count: found.entries })}
      </p>
      <LastLink head={found.head} />
    </div>
  );
}

function Broken({ found }: { found: AuditVerification }) {
  return (
    <div role="alert" className="flex flex-col gap-2 border-t border-line bg-bad-soft px-4 py-3">
      <p className="flex items-center gap-2 font-semibold text-bad-text">
        <ShieldAlert className="size-5 shrink-0" aria-hidden />
        {t('audit.broken', { count: found.problems.length })}
      </p>
      <ul className="list-disc pl-6 text-ink">
        {found.problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
      <p className="text-ink">{t('audit.brokenText')}</p>
      <LastLink head={found.head} />
    </div>
  );
}

function LastLink({ head }: { head: string }) {
  return (
    <div className="flex flex-col gap-1">
      <p className="text-[13px] text-ink-2">{t('audit.lastLinkText')}</p>
      <CopyField label={t('audit.lastLink')} value={head} multiline />
    </div>
  );
}
