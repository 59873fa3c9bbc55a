import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Sending } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { outsideKeys, queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Card } from '@/ui/page';
import { toast } from '@/ui/toast';

type Choice = 'cancel' | 'send';

/** That nothing is sent, and the two ways on; nothing where messages go out. */
export function SendingCard() {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  const [choice, setChoice] = useState<Choice>();
  const { data } = useQuery({
    queryKey: outsideKeys.platformSending,
    queryFn: ({ signal }) => http.get<Sending>('/api/platform/sending', { signal }),
  });
  const release = useMutation({
    mutationFn: (cancelQueued: boolean) =>
      http.post<Sending>('/api/platform/sending/release', { body: { cancelQueued } }),
    onSuccess: (sending) => {
      client.setQueryData(outsideKeys.platformSending, sending);
      toast.done(t('sending.released'));
    },
    onSettled: () => {
      setChoice(undefined);
      return client.invalidateQueries({ queryKey: keys.me });
    },
  });
  if (!data?.held || !data.cause || !data.since) {
    return null;
  }
  return (
    <Card className="mb-4">
      <section aria-labelledby="sending-title" className="flex flex-col gap-2 p-4">
        <h2 id="sending-title" className="font-semibold text-bad-text">
          {t('sending.title', { at: formatDateTime(data.since) })}
        </h2>
        <p>{t(`sending.${data.cause}`)}</p>
        <p className="text-ink-2">{t('sending.text')}</p>
        <div className="mt-1 flex flex-wrap gap-2">
          <Button variant="primary" onClick={() => setChoice('cancel')}>
            {t('sending.cancel')}
          </Button>
          <Button onClick={() => setChoice('send')}>{t('sending.send')}</Button>
        </div>
      </section>
      <Confirm
        open={choice !== undefined}
        onOpenChange={() => setChoice(undefined)}
        title={t(`sending.${choice ?? 'cancel'}`)}
        action={t(`sending.${choice ?? 'cancel'}`)}
        danger={choice === 'send'}
        busy={release.isPending}
        onConfirm={() => release.mutate(choice === 'cancel')}
      >
        {t(`sending.${choice ?? 'cancel'}Text`)}
      </Confirm>
    </Card>
  );
}
