import { ArrowRight, FileUp, Megaphone, Webhook, Workflow } from 'lucide-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Dashboard, DashboardDay } from '@/api/types';
import { formatDay, formatNumber, formatPercent, zoneName } from '@/lib/format';
import { t } from '@/lib/i18n';
import { useOrganization } from '@/lib/organization';
import { routes } from '@/lib/routes';
import { ErrorState } from '@/ui/empty-state';
import { Select } from '@/ui/input';
import { Card, Page, PageHeader, Section } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { Tab, TabList, TabPanel, Tabs } from '@/ui/tabs';
import { useDashboard, useSetup } from './api';
import { LiveFeed } from './live-feed';
import { SetupCard } from './setup-card';
import type { Measure } from './trend-chart';

const TrendChart = lazy(async () => ({ default: (await import('./trend-chart')).TrendChart }));

const PERIODS = [7, 30, 90];

export function DashboardPage() {
  const [search, setSearch] = useSearchParams();
  const days = PERIODS.find((each) => String(each) === search.get('days')) ?? 30;
  const query = useDashboard(days);
  const dashboard = query.data;
  const setup = useSetup();
  return (
    <Page className="max-w-7xl">
      <PageHeader title={t('nav.dashboard')}>
        <Select
          aria-label={t('dashboard.period')}
          className="w-auto"
          value={days}
          onChange={(event) =>
            setSearch(event.target.value === '30' ? {} : { days: event.target.value }, {
              replace: true,
            })
          }
        >
          {PERIODS.map((each) => (
            <option key={each} value={each}>
              {t('dashboard.lastDays', { count: each })}
            </option>
          ))}
        </Select>
      </PageHeader>
      {query.isError && !dashboard ? (
        <Card>
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </Card>
      ) : (
        <>
          {setup && !setup.complete ? (
            <SetupCard setup={setup} />
          ) : (
            dashboard?.totalLeads === 0 && <FirstSteps />
          )}
          <Overview dashboard={dashboard} />
        </>
      )}
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <Trend dashboard={dashboard} />
          <Sources dashboard={dashboard} />
        </div>
        {/* As tall as the column beside it, with a scroll of its own. */}
        <div className="relative h-[34rem] lg:h-auto lg:min-h-[34rem]">
          <div className="h-full lg:absolute lg:inset-0">
            <LiveFeed />
          </div>
        </div>
      </div>
    </Page>
  );
}

function Overview({ dashboard }: { dashboard: Dashboard | undefined }) {
  const organization = useOrganization();
  const zone = organization.data && `(${zoneName(organization.data.timeZone)})`;
  const stopped = dashboard?.automationStopped;
  const total = stopped ? stopped.replied + stopped.optedOut + stopped.other : 0;
  return (
    <dl
      aria-label={t('dashboard.overview')}
      className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-line bg-line shadow-card md:grid-cols-3 xl:grid-cols-6"
    >
      <Stat
        label={t('dashboard.totalLeads')}
        value={dashboard && formatNumber(dashboard.totalLeads)}
        note={dashboard && [t('dashboard.newToday', { count: dashboard.newToday }), zone].join(' ')}
      />
      <Stat
        label={t('dashboard.activeLeads')}
        value={dashboard && formatNumber(dashboard.activeLeads)}
        note={t('dashboard.activeNote')}
      />
      <Stat
        label={t('dashboard.conversionRate')}
        value={dashboard && formatPercent(dashboard.conversionRate)}
        note={t('dashboard.conversionNote')}
      />
      <Stat
        label={t('dashboard.responseRate')}
        value={dashboard && formatPercent(dashboard.responseRate)}
        note={t('dashboard.responseNote')}
      />
      <Stat
        label={t('dashboard.messagesSent')}
        value={dashboard && formatNumber(dashboard.messagesSent)}
      />
      <Stat
        label={t('dashboard.stopped')}
        value={dashboard && formatNumber(total)}
        note={
          stopped &&
          t('dashboard.stoppedNote', {
            replied: stopped.replied,
            optedOut: stopped.optedOut,
            other: stopped.other,
          })
        }
      />
    </dl>
  );
}

interface StatProps {
  label: string;
  value: string | undefined;
  note?: ReactNode;
}

function Stat({ label, value, note }: StatProps) {
  return (
    <div className="flex flex-col gap-0.5 bg-surface px-4 py-3.5">
      <dt className="text-[13px] text-ink-2">{label}</dt>
      <dd>
        {value === undefined ? (
          <Skeleton className="my-1 h-7 w-16" />
        ) : (
          <span className="text-2xl font-semibold tracking-tight">{value}</span>
        )}
        {note && <span className="block text-xs text-ink-3">{note}</span>}
      </dd>
    </div>
  );
}

const VIEWS = { leads: ['leads', 'converted'], messages: ['sent', 'replies'] } as const;
type View = keyof typeof VIEWS;

function Trend({ dashboard }: { dashboard: Dashboard | undefined }) {
  const [view, setView] = useState<View>('leads');
  const labels: Record<Measure, string> = {
    leads: t('dashboard.newLeads'),
    converted: t('dashboard.converted'),
    sent: t('dashboard.sent'),
    replies: t('dashboard.replies'),
  };
  const measures = VIEWS[view];
  const series = dashboard?.series ?? [];
  return (
    <Section
      title={t('dashboard.trend')}
      actions={
        <p className="flex gap-4 text-[13px] text-ink-2">
          {measures.map((measure, index) => (
            <span key={measure} className="flex items-center gap-1.5">
              <span
                aria-hidden
                className="size-2.5 rounded-sm"
                style={{ background: index === 0 ? 'var(--chart-1)' : 'var(--chart-2)' }}
              />
              {labels[measure]}
            </span>
          ))}
        </p>
      }
    >
      <Tabs value={view} onValueChange={(value) => setView(value as View)}>
        <TabList aria-label={t('dashboard.trend')} className="px-2">
          <Tab value="leads">{t('dashboard.trend.leads')}</Tab>
          <Tab value="messages">{t('dashboard.trend.messages')}</Tab>
        </TabList>
        {(['leads', 'messages'] as const).map((each) => (
          <TabPanel key={each} value={each} tabIndex={-1}>
            <div className="h-64 p-3" aria-hidden>
              <Suspense fallback={<Skeleton className="h-full" />}>
                {dashboard ? (
                  <TrendChart days={series} measures={VIEWS[each]} labels={labels} />
                ) : (
                  <Skeleton className="h-full" />
                )}
              </Suspense>
            </div>
            <TrendTable days={series} measures={VIEWS[each]} labels={labels} />
          </TabPanel>
        ))}
      </Tabs>
    </Section>
  );
}

interface TrendTableProps {
  days: DashboardDay[];
  measures: readonly Measure[];
  labels: Record<Measure, string>;
}

/** The picture in figures, for those who cannot see it. */
function TrendTable({ days, measures, labels }: TrendTableProps) {
  return (
    <table className="sr-only">
      <caption>{t('dashboard.trend')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('dashboard.day')}</th>
          {measures.map((measure) => (
            <th key={measure} scope="col">
              {labels[measure]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <tr key={day.day}>
            <th scope="row">{formatDay(day.day)}</th>
            {measures.map((measure) => (
              <td key={measure}>{formatNumber(day[measure])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sources({ dashboard }: { dashboard: Dashboard | undefined }) {
  const sources = [...(dashboard?.bySource ?? [])].sort((a, b) => b.leads - a.leads).slice(0, 8);
  const most = sources[0]?.leads ?? 0;
  return (
    <Section title={t('dashboard.bySource')}>
      {!dashboard ? (
        <div className="p-4 pt-0">
          <Skeleton className="h-24" />
        </div>
      ) : sources.length === 0 ? (
        <p className="px-4 pb-4 text-ink-2">{t('dashboard.noSources')}</p>
      ) : (
        <ul className="flex flex-col gap-2 px-4 pb-4">
          {sources.map(({ source, leads }) => (
            <li key={source}>
              <Link
                to={`${routes.leads}?source=${encodeURIComponent(source)}`}
                className="grid grid-cols-[minmax(0,10rem)_1fr_4rem] items-center gap-3 hover:underline"
              >
                <span className="truncate">{source}</span>
                <span aria-hidden className="h-2 overflow-hidden rounded-full bg-muted">
                  <span
                    className="block h-full rounded-full bg-accent"
                    style={{ width: `${most > 0 ? (leads / most) * 100 : 0}%` }}
                  />
                </span>
                <span className="text-right font-medium">{formatNumber(leads)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const STEPS = [
  { to: routes.workflows, icon: Workflow, key: 'workflow' },
  { to: routes.imports, icon: FileUp, key: 'import' },
  { to: routes.sources, icon: Webhook, key: 'source' },
  { to: routes.newCampaign, icon: Megaphone, key: 'campaign' },
] as const;

/** An empty organization: what to do, in the order that makes sense. */
function FirstSteps() {
  return (
    <Section title={t('first.title')} description={t('first.text')}>
      <ol className="grid gap-3 px-4 pb-4 sm:grid-cols-2 xl:grid-cols-4">
        {STEPS.map(({ to, icon: Icon, key }) => (
          <li key={key}>
            <Link
              to={to}
              className="group flex h-full flex-col gap-1 rounded-lg border border-line p-3.5 hover:border-line-strong hover:bg-hover"
            >
              <Icon className="mb-1 size-5 text-accent-text" aria-hidden />
              <span className="flex items-center gap-1 font-medium">
                {t(`first.${key}`)}
                <ArrowRight
                  aria-hidden
                  className="size-4 text-ink-3 transition-transform group-hover:translate-x-0.5"
                />
              </span>
              <span className="text-[13px] text-ink-2">{t(`first.${key}.text`)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </Section>
  );
}
