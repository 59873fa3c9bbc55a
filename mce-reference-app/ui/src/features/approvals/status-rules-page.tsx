import { useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { Link } from 'react-router';
import type { StatusRule, StatusRules } from '@/api/types';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { queryKeys } from '@/lib/query-keys';
import { routes } from '@/lib/routes';
import { useOrganizationId } from '@/lib/session';
import { useStatusRules } from '@/lib/status-rules';
import { useVersionedDraft } from '@/lib/use-versioned-draft';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/empty-state';
import { Page, PageHeader, Section } from '@/ui/page';
import { SettingForm } from '@/ui/setting-form';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { RuleRow } from './rule-row';
import { doubled, nextRule, plain } from './rules';

/** Who may give leads which status; everybody else asks. */
export function StatusRulesPage() {
  const query = useStatusRules();
  return (
    <Page className="max-w-3xl">
      <PageHeader title={t('statusRules.title')} description={t('statusRules.text')}>
        <Button asChild>
          <Link to={routes.settings}>{t('nav.settings')}</Link>
        </Button>
      </PageHeader>
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <Skeleton className="h-48" />
      ) : (
        <RulesForm stored={query.data} />
      )}
    </Page>
  );
}

function RulesForm({ stored }: { stored: StatusRules }) {
  const client = useQueryClient();
  const keys = queryKeys(useOrganizationId());
  const manage = useMay('ORGANIZATION_MANAGE');
  const edited = useVersionedDraft(stored, {
    path: '/api/status-rules',
    queryKey: keys.statusRules,
    draftOf: (now) => now.rules,
    bodyOf: (draft) => ({ rules: draft }),
    onSaved: () => {
      toast.done(t('settings.saved'));
      return client.invalidateQueries({ queryKey: keys.statusRequests });
    },
  });
  const { base, draft: rules, setDraft: setRules } = edited;
  const wrong = doubled(rules);
  const put = (index: number, rule: StatusRule) =>
    setRules(rules.map((each, place) => (place === index ? rule : each)));

  return (
    <SettingForm
      edited={edited}
      manage={manage}
      changed={plain(rules) !== plain(base.rules)}
      wrong={wrong.size > 0}
    >
      <Section title={t('statusRules.rules')} description={t('statusRules.rulesText')}>
        {rules.length === 0 ? (
          <p className="border-t border-line px-4 py-4 text-ink-2">{t('statusRules.none')}</p>
        ) : (
          <ul
            aria-label={t('statusRules.rules')}
            className="divide-y divide-line border-t border-line"
          >
            {rules.map((rule, index) => (
              <RuleRow
                key={index}
                rule={rule}
                disabled={!manage}
                problem={wrong.has(index) ? t('statusRules.twice') : undefined}
                onChange={(next) => put(index, next)}
                onRemove={() => setRules(rules.filter((_, place) => place !== index))}
              />
            ))}
          </ul>
        )}
        {manage && (
          <div className="border-t border-line px-4 py-3">
            <Button onClick={() => setRules([...rules, nextRule(rules)])}>
              <Plus aria-hidden />
              {t('statusRules.add')}
            </Button>
          </div>
        )}
      </Section>
    </SettingForm>
  );
}
