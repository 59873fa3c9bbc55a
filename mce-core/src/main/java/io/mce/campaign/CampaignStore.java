package io.mce.campaign;

import io.mce.kernel.OrganizationId;
import io.mce.lead.Audience;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.provider.AccountId;
import io.mce.segment.SegmentDefinition;
import io.mce.segment.SegmentId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Campaigns and their steps. */
final class CampaignStore {

  /** A campaign as it is stored, and what its worker must know. */
  record Stored(
      CampaignId id,
      String name,
      CampaignStatus status,
      Audience audience,
      Optional<SegmentId> segment,
      Optional<SegmentDefinition> definition,
      Optional<AccountId> account,
      Optional<LeadId> enrolAfter,
      boolean enrolled,
      LeftOut leftOut,
      Instant createdAt,
      Optional<Instant> startedAt,
      Optional<Instant> pausedAt,
      Optional<Instant> steppedAt,
      Optional<Instant> finishedAt,
      long version) {

    Campaign with(List<Step> steps, CampaignStats stats) {
      return new Campaign(
          id,
          name,
          status,
          audience,
          segment,
          account,
          steps,
          stats,
          leftOut,
          createdAt,
          startedAt,
          finishedAt,
          version);
    }
  }

  private final Database database;

  @Inject
  CampaignStore(Database database) {
    this.database = database;
  }

  void insert(
      OrganizationId organizationId,
      CampaignId id,
      CampaignDraft draft,
      String createdBy,
      Instant now) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          transaction
              .update(
                  """
                  insert into mce_campaign (organization_id, id, name, status, audience, account_id,
                    enrolled, created_by, created_at, version)
                  values (:organizationId, :id, :name, 'DRAFT', :audience, :account,
                    false, :createdBy, :now, 1)
                  """)
              .bind("id", id)
              .bind("name", draft.name())
              .bind("audience", Json.write(draft.audience()))
              .bind("account", draft.account().map(AccountId::value).orElse(null))
              .bind("createdBy", createdBy)
              .bind("now", now)
              .execute();
          insertSteps(transaction, id, draft.steps());
          draft.segment().ifPresent(segment -> insertSegment(transaction, id, segment));
        });
  }

  private static void insertSegment(Transaction transaction, CampaignId id, SegmentId segment) {
    transaction
        .update(
            """
            insert into mce_campaign_segment (organization_id, campaign_id, segment_id)
            values (:organizationId, :id, :segment)
            """)
        .bind("id", id)
        .bind("segment", segment)
        .execute();
  }

  /** Keeps the conditions that a campaign starts with. */
  void keepDefinition(OrganizationId organizationId, CampaignId id, SegmentDefinition definition) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_campaign_segment set definition = :definition
                    where organization_id = :organizationId and campaign_id = :id
                    """)
                .bind("id", id)
                .bind("definition", definition.text())
                .execute());
  }

  private static void insertSteps(Transaction transaction, CampaignId id, List<Step> steps) {
    Transaction.Batch batch =
        transaction.batch(
            """
            insert into mce_campaign_step
              (organization_id, campaign_id, number, delay_millis, text)
            values (:organizationId, :campaignId, :number, :delay, :text)
            """);
    for (int number = 0; number < steps.size(); number++) {
      batch
          .bind("campaignId", id)
          .bind("number", number)
          .bind("delay", steps.get(number).delay().toMillis())
          .bind("text", steps.get(number).text())
          .add();
    }
    batch.execute();
  }

  Optional<Stored> find(OrganizationId organizationId, CampaignId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select c.*, s.segment_id, s.definition from mce_campaign c
                    left join mce_campaign_segment s
                      on s.organization_id = :organizationId and s.campaign_id = c.id
                    where c.organization_id = :organizationId and c.id = :id
                    """)
                .bind("id", id)
                .map(Row.mapper(CampaignStore::stored))
                .findOne());
  }

  /** Returns campaigns, newest first, from before this id. */
  List<Stored> list(OrganizationId organizationId, String before, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select c.*, s.segment_id, s.definition from mce_campaign c
                    left join mce_campaign_segment s
                      on s.organization_id = :organizationId and s.campaign_id = c.id
                    where c.organization_id = :organizationId and c.id < :before
                    order by c.id desc limit :limit
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .map(Row.mapper(CampaignStore::stored))
                .list());
  }

  /** Returns the campaigns that run. */
  List<CampaignId> running(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id from mce_campaign
                    where organization_id = :organizationId and status = 'RUNNING' order by id
                    """)
                .map(Row.mapper(row -> new CampaignId(row.uuid("id"))))
                .list());
  }

  /** Returns the steps of these campaigns, each campaign's in order. */
  Map<CampaignId, List<Step>> steps(OrganizationId organizationId, List<CampaignId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select campaign_id, delay_millis, text from mce_campaign_step
                    where organization_id = :organizationId and campaign_id in (<ids>)
                    order by campaign_id, number
                    """)
                .bindList("ids", ids)
                .map(
                    Row.mapper(
                        row -> Map.entry(new CampaignId(row.uuid("campaign_id")), step(row))))
                .collect(
                    Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList()))));
  }

  private static Step step(Row row) {
    return new Step(Duration.ofMillis(row.number("delay_millis")), row.text("text"));
  }

  /** Lets a draft run; false when it is no draft. */
  boolean start(OrganizationId organizationId, CampaignId id, Instant now) {
    return changed(
        organizationId,
        id,
        now,
        """
        update mce_campaign
        set status = 'RUNNING', started_at = :now, stepped_at = :now, version = version + 1
        where organization_id = :organizationId and id = :id and status = 'DRAFT'
        """);
  }

  /** Holds a running campaign; false when it does not run. */
  boolean pause(OrganizationId organizationId, CampaignId id, Instant now) {
    return changed(
        organizationId,
        id,
        now,
        """
        update mce_campaign set status = 'PAUSED', paused_at = :now, version = version + 1
        where organization_id = :organizationId and id = :id and status = 'RUNNING'
        """);
  }

  /** Lets a held campaign go on; false when it is not held. */
  boolean resume(OrganizationId organizationId, CampaignId id, Instant now) {
    return changed(
        organizationId,
        id,
        now,
        """
        update mce_campaign
        set status = 'RUNNING', paused_at = null, stepped_at = :now, version = version + 1
        where organization_id = :organizationId and id = :id and status = 'PAUSED'
        """);
  }

  /** Ends a campaign that has not ended; false when it has. */
  boolean cancel(OrganizationId organizationId, CampaignId id, Instant now) {
    return changed(
        organizationId,
        id,
        now,
        """
        update mce_campaign set status = 'CANCELLED', finished_at = :now, version = version + 1
        where organization_id = :organizationId and id = :id
          and status in ('DRAFT', 'RUNNING', 'PAUSED')
        """);
  }

  /** Ends a campaign that has nothing left to do; false when it does not run. */
  boolean complete(OrganizationId organizationId, CampaignId id, Instant now) {
    return changed(
        organizationId,
        id,
        now,
        """
        update mce_campaign set status = 'COMPLETED', finished_at = :now, version = version + 1
        where organization_id = :organizationId and id = :id and status = 'RUNNING'
        """);
  }

  /**
   * Makes sure that the campaign runs until the open transaction commits: whoever pauses or cancels
   * it waits for that, or has been first and this is false.
   */
  boolean holdRunning(OrganizationId organizationId, CampaignId id, Instant now) {
    return changed(
        organizationId,
        id,
        now,
        """
        update mce_campaign set stepped_at = :now
        where organization_id = :organizationId and id = :id and status = 'RUNNING'
        """);
  }

  /** Notes up to which lead the audience has been enrolled; never goes back. */
  void enrolledUpTo(OrganizationId organizationId, CampaignId id, LeadId last) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_campaign set enrol_after = :last
                    where organization_id = :organizationId and id = :id
                      and (enrol_after is null or enrol_after < :last)
                    """)
                .bind("id", id)
                .bind("last", last)
                .execute());
  }

  /** Notes that the whole audience is enrolled, and whom it left out. */
  void allEnrolled(OrganizationId organizationId, CampaignId id, LeftOut leftOut) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_campaign set enrolled = true, left_out = :leftOut
                    where organization_id = :organizationId and id = :id and enrolled = false
                    """)
                .bind("id", id)
                .bind("leftOut", Json.write(leftOut))
                .execute());
  }

  private boolean changed(OrganizationId organizationId, CampaignId id, Instant now, String sql) {
    return database.inOrganization(
            organizationId,
            transaction -> transaction.update(sql).bind("id", id).bind("now", now).execute())
        == 1;
  }

  private static Stored stored(Row row) {
    return new Stored(
        new CampaignId(row.uuid("id")),
        row.text("name"),
        row.constant("status", CampaignStatus.class),
        Json.read(row.text("audience"), Audience.class),
        row.optionalUuid("segment_id").map(SegmentId::new),
        row.optionalText("definition").map(SegmentDefinition::read),
        row.optionalUuid("account_id").map(AccountId::new),
        row.optionalUuid("enrol_after").map(LeadId::new),
        row.flag("enrolled"),
        row.optionalText("left_out")
            .map(json -> Json.read(json, LeftOut.class))
            .orElse(LeftOut.NOBODY),
        row.instant("created_at"),
        row.optionalInstant("started_at"),
        row.optionalInstant("paused_at"),
        row.optionalInstant("stepped_at"),
        row.optionalInstant("finished_at"),
        row.number("version"));
  }
}
