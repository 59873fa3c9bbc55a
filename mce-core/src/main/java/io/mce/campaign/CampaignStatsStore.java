package io.mce.campaign;

import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of a campaign's people, read from its enrolments and their dispatches. The dispatches
 * of one person count as the one that got furthest: its {@code reach}.
 */
final class CampaignStatsStore {

  private final Database database;

  @Inject
  CampaignStatsStore(Database database) {
    this.database = database;
  }

  /** Returns the stats of these campaigns; one without enrolments is absent. */
  Map<CampaignId, CampaignStats> stats(
      OrganizationId organizationId, Collection<CampaignId> campaignIds) {
    if (campaignIds.isEmpty()) {
      return Map.of();
    }
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select p.campaign_id,
                      sum(p.enrolled) as audience,
                      sum(case when p.reach in (1, 2) or (p.reach is null and p.active = 1)
                        then 1 else 0 end) as queued,
                      sum(case when p.reach >= 4 then 1 else 0 end) as sent,
                      sum(case when p.reach >= 5 then 1 else 0 end) as delivered,
                      sum(case when p.reach >= 6 then 1 else 0 end) as was_read,
                      sum(case when p.reach = 0 then 1 else 0 end) as failed,
                      sum(case when p.reach = 3 then 1 else 0 end) as in_doubt,
                      sum(p.replied) as replied,
                      sum(p.opted_out) as opted_out
                    from (
                      select u.campaign_id, u.lead_id, max(u.reach) as reach,
                        max(u.enrolled) as enrolled, max(u.active) as active,
                        max(u.replied) as replied, max(u.opted_out) as opted_out
                      from (
                        select e.campaign_id, e.lead_id, null as reach, 1 as enrolled,
                          case when e.state = 'ACTIVE' then 1 else 0 end as active,
                          case when e.replied_at is not null then 1 else 0 end as replied,
                          case when e.opted_out_at is not null then 1 else 0 end as opted_out
                        from mce_enrolment e
                        where e.organization_id = :organizationId
                          and e.campaign_id in (<campaigns>)
                        union all
                        select d.campaign_id, d.lead_id, case d.state
                          when 'READ' then 6 when 'DELIVERED' then 5
                          when 'SENT' then 4 when 'ACCEPTED' then 4
                          when 'UNKNOWN' then 3 when 'SENDING' then 2 when 'QUEUED' then 1
                          when 'FAILED' then 0 else -1 end, 0, 0, 0, 0
                        from mce_dispatch d
                        where d.organization_id = :organizationId
                          and d.campaign_id in (<campaigns>)) u
                      group by u.campaign_id, u.lead_id) p
                    where p.enrolled = 1
                    group by p.campaign_id
                    """)
                .bindList("campaigns", List.copyOf(campaignIds))
                .map(
                    Row.mapper(
                        row -> Map.entry(new CampaignId(row.uuid("campaign_id")), stats(row))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static CampaignStats stats(Row row) {
    long audience = row.number("audience");
    long queued = row.number("queued");
    long sent = row.number("sent");
    long failed = row.number("failed");
    long unknown = row.number("in_doubt");
    return new CampaignStats(
        audience,
        queued,
        sent,
        row.number("delivered"),
        row.number("was_read"),
        failed,
        unknown,
        row.number("replied"),
        row.number("opted_out"),
        audience - queued - sent - failed - unknown);
  }

  /** Returns people of a campaign by lead id, those after one, of one state where it is given. */
  List<Recipient> recipients(
      OrganizationId organizationId,
      CampaignId campaignId,
      Optional<RecipientState> state,
      String after,
      int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select p.lead_id, p.step, p.outcome, p.reason, p.at from (
                      select e.lead_id, e.next_step as step,
                        case
                          when e.opted_out_at is not null then 'OPTED_OUT'
                          when e.replied_at is not null then 'REPLIED'
                          when r.reach = 6 then 'READ'
                          when r.reach = 5 then 'DELIVERED'
                          when r.reach = 4 then 'SENT'
                          when r.reach = 3 then 'UNKNOWN'
                          when r.reach in (1, 2) then 'QUEUED'
                          when r.reach = 0 then 'FAILED'
                          when r.reach is null and e.state = 'ACTIVE' then 'QUEUED'
                          else 'SKIPPED' end as outcome,
                        coalesce(e.reason, r.reason) as reason,
                        case when r.at > e.updated_at then r.at else e.updated_at end as at
                      from mce_enrolment e
                      left join (
                        select d.lead_id, max(case d.state
                            when 'READ' then 6 when 'DELIVERED' then 5
                            when 'SENT' then 4 when 'ACCEPTED' then 4
                            when 'UNKNOWN' then 3 when 'SENDING' then 2 when 'QUEUED' then 1
                            when 'FAILED' then 0 else -1 end) as reach,
                          max(case when d.state in ('FAILED', 'CANCELLED') then d.reason end)
                            as reason,
                          max(d.state_at) as at
                        from mce_dispatch d
                        where d.organization_id = :organizationId
                          and d.campaign_id = :campaignId
                        group by d.lead_id
                      ) r on r.lead_id = e.lead_id
                      where e.organization_id = :organizationId and e.campaign_id = :campaignId
                        and e.lead_id > :after
                    ) p
                    where p.outcome = :state or :state = ''
                    order by p.lead_id limit :limit
                    """)
                .bind("campaignId", campaignId)
                .bind("after", after)
                .bind("state", state.map(Enum::name).orElse(""))
                .bind("limit", limit)
                .map(
                    Row.mapper(row ->
                        new Recipient(
                            new LeadId(row.uuid("lead_id")),
                            "",
                            row.integer("step"),
                            row.constant("outcome", RecipientState.class),
                            row.optionalText("reason"),
                            row.instant("at"))))
                .list());
  }

  /** Tells whether a message of the campaign waits to be sent or is being sent. */
  boolean isWaiting(OrganizationId organizationId, CampaignId campaignId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select 1 as one from mce_dispatch
                    where organization_id = :organizationId and campaign_id = :campaignId
                      and state in ('QUEUED', 'SENDING')
                    limit 1
                    """)
                .bind("campaignId", campaignId)
                .map(Row.mapper(row -> row.integer("one")))
                .findOne()
                .isPresent());
  }

  /**
   * Returns those of the leads whom no message of the campaign reached and none is on its way to,
   * with the reason: sending failed for good, or was cancelled.
   */
  Map<LeadId, String> unreached(
      OrganizationId organizationId, CampaignId campaignId, Collection<LeadId> leadIds) {
    if (leadIds.isEmpty()) {
      return Map.of();
    }
    List<Outcome> outcomes =
        database.read(
            organizationId,
            transaction ->
                transaction
                    .query(
                        """
                        select lead_id, state, reason from mce_dispatch
                        where organization_id = :organizationId and campaign_id = :campaignId
                          and lead_id in (<leads>)
                        """)
                    .bind("campaignId", campaignId)
                    .bindList("leads", List.copyOf(leadIds))
                    .map(
                        Row.mapper(row ->
                            new Outcome(
                                new LeadId(row.uuid("lead_id")),
                                row.text("state"),
                                row.optionalText("reason"))))
                    .list());
    Map<LeadId, String> reasons = new HashMap<>();
    outcomes.forEach(outcome -> reasons.put(outcome.leadId, outcome.reason.orElse(outcome.state)));
    outcomes.stream().filter(Outcome::isReached).forEach(each -> reasons.remove(each.leadId));
    return reasons;
  }

  private record Outcome(LeadId leadId, String state, Optional<String> reason) {
    boolean isReached() {
      return !state.equals("FAILED") && !state.equals("CANCELLED");
    }
  }
}
