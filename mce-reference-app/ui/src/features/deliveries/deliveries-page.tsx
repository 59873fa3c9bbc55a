import { useSearchParams } from 'react-router';
import { t } from '@/lib/i18n';
import { Page, PageHeader } from '@/ui/page';
import { Tab, TabList, TabPanel, Tabs } from '@/ui/tabs';
import { useUndecided } from './api';
import { DeliveryLog } from './delivery-log';
import { Doubts } from './doubts';
import { SuppressionList } from './suppression-list';

const TABS = ['log', 'decide', 'stop'] as const;

/** What was sent and what became of it, what somebody must decide, and who is not written to. */
export function DeliveriesPage() {
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((each) => each === search.get('tab')) ?? 'log';
  const { items, hasNextPage } = useUndecided();
  const count = `${items.length}${hasNextPage ? '+' : ''}`;
  return (
    <Page>
      <PageHeader title={t('nav.deliveries')} description={t('delivery.text')} />
      <Tabs
        value={tab}
        onValueChange={(next) => setSearch(new URLSearchParams({ tab: next }), { replace: true })}
        className="flex flex-col gap-4"
      >
        <TabList aria-label={t('nav.deliveries')}>
          <Tab value="log">{t('delivery.tab.log')}</Tab>
          <Tab value="decide">
            {items.length > 0 ? t('delivery.tab.decideSome', { count }) : t('delivery.tab.decide')}
          </Tab>
          <Tab value="stop">{t('delivery.tab.stop')}</Tab>
        </TabList>
        <TabPanel value="log">
          <DeliveryLog />
        </TabPanel>
        <TabPanel value="decide">
          <Doubts />
        </TabPanel>
        <TabPanel value="stop">
          <SuppressionList />
        </TabPanel>
      </Tabs>
    </Page>
  );
}
