import { useState } from 'react';
import type { PastedLines } from '@/api/types';
import { t } from '@/lib/i18n';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { Textarea } from '@/ui/input';
import { useSuppressList } from './api';
import { ChannelField } from './channel-field';

/** Puts the addresses of a list on ours, and says what became of each line. */
export function PasteDialog({ onClose }: { onClose: () => void }) {
  const add = useSuppressList();
  const [channel, setChannel] = useState('ALL');
  const [lines, setLines] = useState('');
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={t('stop.paste')}
      description={t('stop.pasteText')}
    >
      <form
        noValidate
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ channel, lines });
        }}
      >
        <DialogBody>
          <Field
            label={t('stop.lines')}
            required
            error={add.error ? messageOf(add.error) : undefined}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={8}
                className="font-mono text-[13px]"
                value={lines}
                onChange={(event) => {
                  setLines(event.target.value);
                  add.reset();
                }}
              />
            )}
          </Field>
          <ChannelField value={channel} onChange={setChannel} />
          {add.data && <Verdicts lines={lines} verdicts={add.data} />}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t(add.data ? 'common.close' : 'common.cancel')}</Button>
          <Button
            type="submit"
            variant="primary"
            busy={add.isPending}
            disabled={!lines.trim() || add.data !== undefined}
          >
            {t('stop.addLines')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

/** The numbers, and what is wrong with each line that was left out. */
function Verdicts({ lines, verdicts }: { lines: string; verdicts: PastedLines }) {
  const { ADDED = 0, INVALID = 0, KNOWN = 0, REPEATED = 0 } = verdicts.counts;
  const typed = lines.split(/\r\n|\r|\n/);
  return (
    <section aria-label={t('stop.result')} aria-live="polite" className="flex flex-col gap-2">
      <p className="font-medium">
        {[
          t('stop.count.ADDED', { count: ADDED }),
          ...(KNOWN + REPEATED > 0 ? [t('stop.count.KNOWN', { count: KNOWN + REPEATED })] : []),
          ...(INVALID > 0 ? [t('stop.count.INVALID', { count: INVALID })] : []),
        ].join(' · ')}
      </p>
      <ol aria-label={t('stop.verdicts')} className="max-h-60 divide-y divide-line overflow-y-auto">
        {verdicts.items.map(({ line, problem, verdict }) => (
          <li key={line} className="flex flex-wrap gap-x-3 py-1.5 text-[13px]">
            <span className="text-ink-3">{t('stop.line', { number: line })}</span>
            <span className="wrap-anywhere">{typed[line - 1]}</span>
            <span className={verdict === 'INVALID' ? 'text-bad-text' : 'text-ink-2'}>
              {problem ?? t(`stop.verdict.${verdict}`)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
