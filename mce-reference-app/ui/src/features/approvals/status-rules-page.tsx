import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { StatusRule, StatusRules } from '@/api/types';
import { http } from '@/lib/http';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { messageOf, Problem } from '@/lib/problem';
import { queryKeys } from '@/lib/query-keys';
import { routes } from '@/lib/routes';
import { useOrganizationId } from '@/lib/session';
import { useStatusRules } from '@/lib/status-rules';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/empty-state';
import { ConflictNotice, FormProblem } from '@/ui/form';
import { Page, PageHeader, Section } from '@/ui/page';
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
  // What the person edits is what was there when they began, whatever happens meanwhile.
  const [base, setBase] = useState(stored);
  const [rules, setRules] = useState(stored.rules);
  const take = (next: StatusRules) => {
    setBase(next);
    setRules(next.rules);
  };
  const save = useMutation({
    meta: { ownErrors: true },
    mutationFn: (version: number) =>
      http.put<StatusRules>('/api/status-rules', { body: { rules }, version }),
    onSuccess: (saved) => {
      client.setQueryData(keys.statusRules, saved);
      take(saved);
      toast.done(t('settings.saved'));
      return client.invalidateQueries({ queryKey: keys.statusRequests });
    },
  });
  const problem = save.error instanceof Problem ? save.error : undefined;
  const theirs = problem?.isConflict ? (problem.current as StatusRules | undefined) : undefined;
  const wrong = doubled(rules);
  const put = (index: number, rule: StatusRule) =>
    setRules(rules.map((each, place) => (place === index ? rule : each)));

  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(base.version);
      }}
    >
      {theirs && (
        <ConflictNotice
          onReload={() => {
            take(theirs);
            save.reset();
          }}
          onKeepMine={() => save.mutate(theirs.version)}
        />
      )}
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
      <FormProblem message={save.error && !theirs ? messageOf(save.error) : undefined} />
      {manage ? (
        <Button
          type="submit"
          variant="primary"
          className="self-start"
          busy={save.isPending}
          disabled={plain(rules) === plain(base.rules) || wrong.size > 0 || !!theirs}
        >
          {t('common.save')}
        </Button>
      ) : (
        <p className="text-[13px] text-ink-2">{t('settings.readOnly')}</p>
      )}
    </form>
  );
}
