import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { Button } from '@/ui/button';
import { Page, PageHeader } from '@/ui/page';
import { KeyList } from './key-list';

const NewKeyDialog = lazy(async () => ({
  default: (await import('./new-key-dialog')).NewKeyDialog,
}));

/** The keys that programs call the API with. */
export function KeysPage() {
  const manage = useMay('API_KEY_MANAGE');
  const [creating, setCreating] = useState(false);
  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('nav.keys')} description={t('keys.text')}>
        {manage && (
          <Button variant="primary" onClick={() => setCreating(true)}>
            <Plus aria-hidden />
            {t('keys.new')}
          </Button>
        )}
      </PageHeader>
      <KeyList>
        {manage && (
          <Button variant="primary" onClick={() => setCreating(true)}>
            {t('keys.new')}
          </Button>
        )}
      </KeyList>
      {manage && creating && (
        <Suspense>
          <NewKeyDialog open onOpenChange={setCreating} />
        </Suspense>
      )}
    </Page>
  );
}
