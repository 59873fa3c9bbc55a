package io.mce.campaign;

import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Enrolments. Their primary key (organization, campaign, lead) is what makes one audience out of
 * any number of starts, workers and retries. An enrolment is ACTIVE while a step is to come, DONE
 * after the last, STOPPED with a reason when it ends before.
 */
final class EnrolmentStore {

  /** Why an enrolment ended whose lead went into one that is in the same campaign. */
  static final String MERGED = "MERGED";

  private final Database database;

  @Inject
  EnrolmentStore(Database database) {
    this.database = database;
  }

  /** Enrols leads; who is enrolled stays as they are. */
  void enrol(
      OrganizationId organizationId,
      CampaignId campaignId,
      List<LeadId> leadIds,
      Instant dueAt,
      Instant now) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_enrolment (organization_id, campaign_id, lead_id, next_step,
                    state, due_at, updated_at)
                  values (:organizationId, :campaignId, :leadId, 0, 'ACTIVE', :dueAt, :now)
                  on conflict do nothing
                  """);
          leadIds.forEach(leadId ->
              batch
                  .bind("campaignId", campaignId)
                  .bind("leadId", leadId)
                  .bind("dueAt", dueAt)
                  .bind("now", now)
                  .add());
          batch.execute();
        });
  }

  /** Returns those whose step is due, longest due first. */
  List<Enrolment> due(
      OrganizationId organizationId, CampaignId campaignId, Instant now, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select lead_id, next_step, due_at from mce_enrolment
                    where organization_id = :organizationId and campaign_id = :campaignId
                      and state = 'ACTIVE' and due_at <= :now
                    order by due_at, lead_id limit :limit
                    """)
                .bind("campaignId", campaignId)
                .bind("now", now)
                .bind("limit", limit)
                .map(Row.mapper(EnrolmentStore::enrolment))
                .list());
  }

  /**
   * Takes enrolments for the open transaction: who wants to change one waits for its end. Returns
   * those that are still due.
   *
   * <p>What is over is named here, and wherever one enrolment is changed: with "state = 'ACTIVE'"
   * PostgreSQL may look for each among all that are under way.
   */
  List<Enrolment> take(
      OrganizationId organizationId, CampaignId campaignId, List<LeadId> leadIds, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    update mce_enrolment set updated_at = :now
                    where organization_id = :organizationId and campaign_id = :campaignId
                      and lead_id in (<leads>) and state not in ('DONE', 'STOPPED')
                      and due_at <= :now
                    returning lead_id, next_step, due_at
                    """)
                .bind("campaignId", campaignId)
                .bindList("leads", leadIds)
                .bind("now", now)
                .map(Row.mapper(EnrolmentStore::enrolment))
                .list());
  }

  /** Returns when the next step of any enrolment is due; empty when none is to come. */
  Optional<Instant> nextDue(OrganizationId organizationId, CampaignId campaignId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select min(due_at) as due_at from mce_enrolment
                    where organization_id = :organizationId and campaign_id = :campaignId
                      and state = 'ACTIVE'
                    """)
                .bind("campaignId", campaignId)
                .map(Row.mapper(row -> row.optionalInstant("due_at")))
                .one());
  }

  /** Notes that the enrolments' next steps are in the outbox. */
  void stepped(
      OrganizationId organizationId,
      CampaignId campaignId,
      List<Enrolment> enrolments,
      List<Step> steps,
      Instant now) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  update mce_enrolment
                  set next_step = :nextStep, state = :state, due_at = :dueAt, contacted_at = :now,
                    updated_at = :now
                  where organization_id = :organizationId and campaign_id = :campaignId
                    and lead_id = :leadId
                  """);
          for (Enrolment enrolment : enrolments) {
            Optional<Duration> following = enrolment.delayAfter(steps);
            batch
                .bind("nextStep", enrolment.nextStep() + 1)
                .bind("state", following.isPresent() ? "ACTIVE" : "DONE")
                .bind("dueAt", now.plus(following.orElse(Duration.ZERO)))
                .bind("now", now)
                .bind("campaignId", campaignId)
                .bind("leadId", enrolment.leadId())
                .add();
          }
          batch.execute();
        });
  }

  /** Ends an enrolment before its last step. */
  void stop(
      OrganizationId organizationId,
      CampaignId campaignId,
      LeadId leadId,
      String reason,
      Instant now) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_enrolment
                    set state = 'STOPPED', reason = :reason, updated_at = :now
                    where organization_id = :organizationId and campaign_id = :campaignId
                      and lead_id = :leadId and state not in ('DONE', 'STOPPED')
                    """)
                .bind("campaignId", campaignId)
                .bind("leadId", leadId)
                .bind("reason", reason)
                .bind("now", now)
                .execute());
  }

  /** Ends all enrolments of a campaign that have steps to come. */
  void stopAll(OrganizationId organizationId, CampaignId campaignId, String reason, Instant now) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_enrolment
                    set state = 'STOPPED', reason = :reason, updated_at = :now
                    where organization_id = :organizationId and campaign_id = :campaignId
                      and state = 'ACTIVE'
                    """)
                .bind("campaignId", campaignId)
                .bind("reason", reason)
                .bind("now", now)
                .execute());
  }

  /** Puts off one enrolment's step. */
  void postpone(
      OrganizationId organizationId, CampaignId campaignId, LeadId leadId, Instant dueAt) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_enrolment set due_at = :dueAt
                    where organization_id = :organizationId and campaign_id = :campaignId
                      and lead_id = :leadId and state not in ('DONE', 'STOPPED')
                    """)
                .bind("campaignId", campaignId)
                .bind("leadId", leadId)
                .bind("dueAt", dueAt)
                .execute());
  }

  /** Puts off the steps that were not due yet when a pause began, by as long as it lasted. */
  void putOff(OrganizationId organizationId, CampaignId campaignId, Instant since, Duration pause) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_enrolment set due_at = due_at + :pause
                    where organization_id = :organizationId and campaign_id = :campaignId
                      and state = 'ACTIVE' and due_at > :since
                    """)
                .bind("campaignId", campaignId)
                .bind("since", since)
                .bind("pause", pause.toMillis())
                .execute());
  }

  /**
   * Notes that a lead answered the campaigns it is in the middle of, and the one that spoke to it
   * last. Repeating it changes nothing.
   */
  void replied(OrganizationId organizationId, LeadId leadId, Instant at) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_enrolment set replied_at = :at, updated_at = :at
                    where organization_id = :organizationId and lead_id = :leadId
                      and replied_at is null and contacted_at <= :at
                      and (state = 'ACTIVE' or reason = 'REPLIED' or campaign_id = (
                        select l.campaign_id from mce_enrolment l
                        where l.organization_id = :organizationId and l.lead_id = :leadId
                          and l.contacted_at <= :at
                        order by l.contacted_at desc, l.campaign_id desc limit 1))
                    """)
                .bind("leadId", leadId)
                .bind("at", at)
                .execute());
  }

  /** Like {@link #replied}, for a lead that opted out. */
  void optedOut(OrganizationId organizationId, LeadId leadId, Instant at) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_enrolment set opted_out_at = :at, updated_at = :at
                    where organization_id = :organizationId and lead_id = :leadId
                      and opted_out_at is null and contacted_at <= :at
                      and (state = 'ACTIVE' or reason = 'OPTED_OUT' or campaign_id = (
                        select l.campaign_id from mce_enrolment l
                        where l.organization_id = :organizationId and l.lead_id = :leadId
                          and l.contacted_at <= :at
                        order by l.contacted_at desc, l.campaign_id desc limit 1))
                    """)
                .bind("leadId", leadId)
                .bind("at", at)
                .execute());
  }

  /**
   * Ends a lead's enrolments that have steps to come; returns the campaigns.
   *
   * @param contactedOnly whether those that have not sent it anything go on
   */
  Set<CampaignId> stopLead(
      OrganizationId organizationId,
      LeadId leadId,
      String reason,
      boolean contactedOnly,
      Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            Set.copyOf(
                transaction
                    .query(
                        """
                        update mce_enrolment
                        set state = 'STOPPED', reason = :reason, updated_at = :now
                        where organization_id = :organizationId and lead_id = :leadId
                          and state = 'ACTIVE' and next_step >= :fromStep
                        returning campaign_id
                        """)
                    .bind("leadId", leadId)
                    .bind("reason", reason)
                    .bind("now", now)
                    .bind("fromStep", contactedOnly ? 1 : 0)
                    .map(Row.mapper(row -> new CampaignId(row.uuid("campaign_id"))))
                    .list()));
  }

  /** Gives a lead's enrolments to another one that is not in the same campaigns; returns them. */
  List<CampaignId> give(OrganizationId organizationId, LeadId from, LeadId into) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    update mce_enrolment set lead_id = :into
                    where organization_id = :organizationId and lead_id = :from
                      and campaign_id not in (
                        select o.campaign_id from mce_enrolment o
                        where o.organization_id = :organizationId and o.lead_id = :into)
                    returning campaign_id
                    """)
                .bind("from", from)
                .bind("into", into)
                .map(Row.mapper(row -> new CampaignId(row.uuid("campaign_id"))))
                .list());
  }

  /** Gives enrolments back, as far as they have come. */
  void giveBack(
      OrganizationId organizationId, List<CampaignId> campaigns, LeadId from, LeadId into) {
    if (campaigns.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_enrolment set lead_id = :from
                    where organization_id = :organizationId and lead_id = :into
                      and campaign_id in (<campaigns>)
                    """)
                .bind("from", from)
                .bind("into", into)
                .bindList("campaigns", campaigns)
                .execute());
  }

  /** Lets enrolments go on that a merge had ended, where their campaigns still run. */
  void goOn(OrganizationId organizationId, List<CampaignId> campaigns, LeadId leadId) {
    if (campaigns.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_enrolment set state = 'ACTIVE', reason = null
                    where organization_id = :organizationId and lead_id = :leadId
                      and campaign_id in (<campaigns>) and state = 'STOPPED'
                      and reason = 'MERGED'
                      and exists (select 1 from mce_campaign c
                        where c.organization_id = :organizationId
                          and c.id = mce_enrolment.campaign_id
                          and c.status in ('RUNNING', 'PAUSED'))
                    """)
                .bind("leadId", leadId)
                .bindList("campaigns", campaigns)
                .execute());
  }

  private static Enrolment enrolment(Row row) {
    return new Enrolment(
        new LeadId(row.uuid("lead_id")), row.integer("next_step"), row.instant("due_at"));
  }
}
