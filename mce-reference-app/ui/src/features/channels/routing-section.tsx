import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ChannelAccount, RoutingPolicy } from '@/api/types';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { useVersionedDraft } from '@/lib/use-versioned-draft';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { ConflictNotice, FormProblem } from '@/ui/form';
import { Section } from '@/ui/page';
import { toast } from '@/ui/toast';
import { moved, orderOf, policyOf } from './routing';

/** Which channel people are reached by first, and what takes over from one that fails. */
export function RoutingSection({ channels }: { channels: ChannelAccount[] }) {
  const keys = queryKeys(useOrganizationId());
  const query = useQuery({
    queryKey: keys.routing,
    queryFn: ({ signal }) => http.get<RoutingPolicy>('/api/channels/routing', { signal }),
  });
  const carrying = channels.filter(({ channel }) => channel);
  // With one way there is nothing to choose.
  if (!query.data || carrying.length < 2) return null;
  return <RoutingForm policy={query.data} channels={carrying} />;
}

function RoutingForm({ policy, channels }: { policy: RoutingPolicy; channels: ChannelAccount[] }) {
  const keys = queryKeys(useOrganizationId());
  const manage = useMay('ORGANIZATION_MANAGE');
  const edited = useVersionedDraft(policy, {
    path: '/api/channels/routing',
    queryKey: keys.routing,
    draftOf: (stored) => stored,
    bodyOf: (draft) => policyOf(orderOf(draft, channels), draft.acrossChannels),
    onSaved: () => toast.done(t('channels.saved')),
  });
  const { base, draft: values, setDraft } = edited;
  const media = orderOf(values, channels);
  const order = (next: typeof media) =>
    setDraft({ ...values, ...policyOf(next, values.acrossChannels) });

  return (
    <Section title={t('routing.title')} description={t('routing.text')}>
      <form
        noValidate
        className="flex flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          edited.save();
        }}
      >
        {edited.conflict && (
          <div className="px-4 pb-3">
            <ConflictNotice {...edited.conflict} />
          </div>
        )}
        <ol aria-label={t('routing.title')} className="divide-y divide-line border-t border-line">
          {media.map(({ channel, accounts }, at) => (
            <li key={channel} className="flex flex-col gap-2 px-4 py-3">
              <Row
                name={channel}
                className="font-medium"
                first={at === 0}
                last={at === media.length - 1}
                manage={manage}
                onMove={(by) => order(moved(media, at, by))}
              />
              {accounts.length > 1 && (
                <ol aria-label={channel} className="flex flex-col gap-1 pl-5">
                  {accounts.map((account, place) => (
                    <li key={account.id}>
                      <Row
                        name={account.name}
                        first={place === 0}
                        last={place === accounts.length - 1}
                        manage={manage}
                        onMove={(by) =>
                          order(
                            media.map((each) =>
                              each.channel === channel
                                ? { channel, accounts: moved(accounts, place, by) }
                                : each,
                            ),
                          )
                        }
                      />
                    </li>
                  ))}
                </ol>
              )}
            </li>
          ))}
        </ol>
        <div className="flex flex-col gap-3 border-t border-line px-4 py-3.5">
          {media.length > 1 && (
            <Checkbox
              label={t('routing.across')}
              hint={t('routing.acrossHint')}
              disabled={!manage}
              checked={values.acrossChannels}
              onChange={(event) => setDraft({ ...values, acrossChannels: event.target.checked })}
            />
          )}
          <FormProblem message={edited.message} />
          {manage ? (
            <Button
              type="submit"
              variant="primary"
              className="self-start"
              busy={edited.isSaving}
              disabled={values === base || !!edited.conflict}
            >
              {t('common.save')}
            </Button>
          ) : (
            <p className="text-[13px] text-ink-2">{t('settings.readOnly')}</p>
          )}
        </div>
      </form>
    </Section>
  );
}

interface RowProps {
  name: string;
  className?: string;
  first: boolean;
  last: boolean;
  manage: boolean;
  onMove: (by: -1 | 1) => void;
}

function Row({ name, className, first, last, manage, onMove }: RowProps) {
  return (
    <div className="flex items-center gap-1">
      <span className={`min-w-0 flex-1 truncate ${className ?? ''}`}>{name}</span>
      {manage && (!first || !last) && (
        <>
          <Button
            variant="ghost"
            size="iconSm"
            disabled={first}
            aria-label={t('routing.up', { name })}
            onClick={() => onMove(-1)}
          >
            <ArrowUp aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="iconSm"
            disabled={last}
            aria-label={t('routing.down', { name })}
            onClick={() => onMove(1)}
          >
            <ArrowDown aria-hidden />
          </Button>
        </>
      )}
    </div>
  );
}
