import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { CustomField } from '@/api/types';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { Button } from '@/ui/button';
import { Page, PageHeader } from '@/ui/page';
import { FieldList } from './field-list';

const FieldDialog = lazy(async () => ({
  default: (await import('./field-dialog')).FieldDialog,
}));

/** What the organization wants to know of its leads beside what every lead has. */
export function FieldsPage() {
  const manage = useMay('ORGANIZATION_MANAGE');
  const [editing, setEditing] = useState<CustomField | 'new'>();
  return (
    <Page className="max-w-4xl">
      <PageHeader title={t('nav.fields')} description={t('fields.text')}>
        {manage && (
          <Button variant="primary" onClick={() => setEditing('new')}>
            <Plus aria-hidden />
            {t('fields.new')}
          </Button>
        )}
      </PageHeader>
      <FieldList manage={manage} onEdit={setEditing} />
      {manage && editing && (
        <Suspense>
          <FieldDialog
            field={editing === 'new' ? undefined : editing}
            onClose={() => setEditing(undefined)}
          />
        </Suspense>
      )}
    </Page>
  );
}
