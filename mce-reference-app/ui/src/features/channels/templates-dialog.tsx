import { MessageSquareQuote, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { ChannelAccount, ChannelTemplate, TemplateState } from '@/api/types';
import { useTemplateLibraries } from '@/lib/channel-templates';
import { t } from '@/lib/i18n';
import { Badge, type Tone } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { EmptyState, ErrorState } from '@/ui/empty-state';
import { Skeleton } from '@/ui/skeleton';
import { Time } from '@/ui/time';
import { toast } from '@/ui/toast';
import { useSyncTemplates } from './api';
import { TemplateForm } from './template-form';

const tones: Record<TemplateState, Tone> = {
  APPROVED: 'good',
  PENDING: 'info',
  PAUSED: 'warn',
  REJECTED: 'bad',
  DISABLED: 'bad',
};

interface TemplatesDialogProps {
  channel: ChannelAccount;
  mayManage: boolean;
  onClose: () => void;
}

/** The templates of one account: what the carrier makes of each, and a new one to hand in. */
export function TemplatesDialog({ channel, mayManage, onClose }: TemplatesDialogProps) {
  const query = useTemplateLibraries();
  const sync = useSyncTemplates(channel.id);
  const [writing, setWriting] = useState(false);
  const library = query.data?.items.find((each) => each.accountId === channel.id);

  const look = async () => {
    try {
      await sync.mutateAsync();
      toast.done(t('channels.templates.synced'));
    } catch (error) {
      toast.problem(error);
    }
  };

  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={t(writing ? 'channels.templates.new' : 'channels.templates.of', {
        name: channel.name,
      })}
      description={t(writing ? 'channels.templates.newText' : 'channels.templates.text')}
    >
      {writing ? (
        <TemplateForm accountId={channel.id} onDone={() => setWriting(false)} />
      ) : query.isPending ? (
        <DialogBody>
          <Skeleton className="h-16" />
          <Skeleton className="h-16" />
        </DialogBody>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <DialogBody>
            <p className="text-[13px] text-ink-2">
              {library?.syncedAt ? (
                <>
                  {t('channels.templates.syncedAt')} <Time at={library.syncedAt} />
                </>
              ) : (
                t('channels.templates.neverSynced')
              )}
            </p>
            {library?.problem && <p className="text-bad-text">{library.problem}</p>}
            {(library?.templates.length ?? 0) === 0 ? (
              <EmptyState
                icon={MessageSquareQuote}
                title={t('channels.templates.none')}
                text={t('channels.templates.noneText')}
              />
            ) : (
              <ul aria-label={t('channels.templates')} className="flex flex-col gap-2">
                {library?.templates.map((template) => (
                  <TemplateLine key={`${template.name}/${template.language}`} template={template} />
                ))}
              </ul>
            )}
          </DialogBody>
          {mayManage && (
            <DialogFooter>
              <Button busy={sync.isPending} onClick={() => void look()}>
                <RefreshCw aria-hidden />
                {t('channels.templates.sync')}
              </Button>
              {library?.submits && (
                <Button variant="primary" onClick={() => setWriting(true)}>
                  {t('channels.templates.write')}
                </Button>
              )}
            </DialogFooter>
          )}
        </>
      )}
    </Dialog>
  );
}

function TemplateLine({ template }: { template: ChannelTemplate }) {
  const { name, language, category, body, state, quality, reason } = template;
  return (
    <li className="flex flex-col gap-1.5 rounded-lg border border-line p-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{name}</span>
        <span className="text-[13px] text-ink-3">{language}</span>
        {category && (
          <span className="text-[13px] text-ink-3">{t(`templateCategory.${category}`)}</span>
        )}
        <Badge tone={tones[state]} dot className="ml-auto">
          {t(`templateState.${state}`)}
        </Badge>
      </div>
      {body && <p className="whitespace-pre-wrap text-ink-2">{body}</p>}
      {reason && <p className="text-[13px] text-bad-text">{reason}</p>}
      {quality && (
        <p className="text-[13px] text-ink-3">{t('channels.templates.quality', { quality })}</p>
      )}
    </li>
  );
}
