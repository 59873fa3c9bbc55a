package io.mce.scoring;

import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules of organizations, how far leads are scored by them, and which are to be scored again. */
final class ScoringStore {

  private final Database database;

  @Inject
  ScoringStore(Database database) {
    this.database = database;
  }

  long version(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select version from mce_scoring_rules where organization_id = :organizationId
                    """)
                .map(Row.mapper(row -> row.number("version")))
                .findOne()
                .orElse(0L));
  }

  ScoringPolicies.Chosen find(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select rules, version from mce_scoring_rules
                    where organization_id = :organizationId
                    """)
                .map(
                    Row.mapper(row ->
                        new ScoringPolicies.Chosen(
                            Optional.of(Json.read(row.text("rules"), ScoringRules.class)),
                            row.number("version"))))
                .findOne()
                .orElse(new ScoringPolicies.Chosen(Optional.empty(), 0)));
  }

  /** Stores rules by which nothing is scored yet; false when others are newer than expected. */
  boolean save(
      OrganizationId organizationId, ScoringRules rules, long expected, long leads, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        expected == 0
                            ? """
                            insert into mce_scoring_rules (organization_id, rules, changed_at,
                              version, rescored_to, rescored, to_rescore, finished_at)
                            values (:organizationId, :rules, :now, 1, '', 0, :leads, null)
                            on conflict (organization_id) do nothing
                            """
                            : """
                            update mce_scoring_rules
                            set rules = :rules, changed_at = :now, version = version + 1,
                              rescored_to = '', rescored = 0, to_rescore = :leads,
                              finished_at = null
                            where organization_id = :organizationId and version = :expected
                            """)
                    .bind("rules", Json.write(rules))
                    .bind("now", now)
                    .bind("leads", leads)
                    .bind("expected", expected)
                    .execute()
                == 1);
  }

  /** How far leads are scored by a version; no id when all are. */
  record Rescoring(
      long version, Optional<String> to, long done, long total, Optional<Instant> finishedAt) {}

  Optional<Rescoring> rescoring(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select version, rescored_to, rescored, to_rescore, finished_at
                    from mce_scoring_rules where organization_id = :organizationId
                    """)
                .map(
                    Row.mapper(row ->
                        new Rescoring(
                            row.number("version"),
                            row.optionalText("rescored_to"),
                            row.number("rescored"),
                            row.number("to_rescore"),
                            row.optionalInstant("finished_at"))))
                .findOne());
  }

  /** Notes how far the leads are scored; false when there are newer rules. */
  boolean advance(
      OrganizationId organizationId,
      long version,
      int more,
      @Nullable LeadId to,
      @Nullable Instant finishedAt) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_scoring_rules
                        set rescored = rescored + :more, rescored_to = :to,
                          finished_at = :finishedAt
                        where organization_id = :organizationId and version = :version
                        """)
                    .bind("more", more)
                    .bind("to", to == null ? null : to.toString())
                    .bind("finishedAt", finishedAt == null ? null : finishedAt.toEpochMilli())
                    .bind("version", version)
                    .execute()
                == 1);
  }

  long countLeads(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select count(*) as n from mce_lead l
                    where l.organization_id = :organizationId and l.deleted_at is null
                    """)
                .map(Row.mapper(row -> row.number("n")))
                .one());
  }

  List<LeadId> leadsAfter(OrganizationId organizationId, String after, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select l.id from mce_lead l
                    where l.organization_id = :organizationId and l.id > :after
                      and l.deleted_at is null
                    order by l.id limit :limit
                    """)
                .bind("after", after)
                .bind("limit", limit)
                .map(Row.mapper(row -> new LeadId(row.uuid("id"))))
                .list());
  }

  /** Returns some of the newest leads. */
  List<LeadId> newest(OrganizationId organizationId, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select l.id from mce_lead l
                    where l.organization_id = :organizationId and l.deleted_at is null
                    order by l.id desc limit :limit
                    """)
                .bind("limit", limit)
                .map(Row.mapper(row -> new LeadId(row.uuid("id"))))
                .list());
  }

  /** Notes that leads are to be scored again then, and whether because it failed. */
  void scheduleAll(
      OrganizationId organizationId, Collection<LeadId> leadIds, Instant dueAt, boolean failed) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          var batch =
              transaction.batch(
                  """
                  insert into mce_scoring_due (organization_id, lead_id, due_at, failures)
                  values (:organizationId, :leadId, :dueAt, :failures)
                  on conflict (organization_id, lead_id) do update
                  set due_at = excluded.due_at,
                    failures = case when excluded.failures = 0 then 0
                      else mce_scoring_due.failures + 1 end
                  """);
          leadIds.forEach(leadId ->
              batch
                  .bind("leadId", leadId)
                  .bind("dueAt", dueAt)
                  .bind("failures", failed ? 1 : 0)
                  .add());
          batch.execute();
        });
  }

  void unscheduleAll(OrganizationId organizationId, Collection<LeadId> leadIds) {
    if (leadIds.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_scoring_due
                    where organization_id = :organizationId and lead_id in (<leadIds>)
                    """)
                .bindList("leadIds", List.copyOf(leadIds))
                .execute());
  }

  List<LeadId> due(OrganizationId organizationId, Instant now, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select lead_id from mce_scoring_due
                    where organization_id = :organizationId and due_at <= :now
                    order by due_at, lead_id limit :limit
                    """)
                .bind("now", now)
                .bind("limit", limit)
                .map(Row.mapper(row -> new LeadId(row.uuid("lead_id"))))
                .list());
  }

  Optional<Instant> nextDue(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select min(due_at) as due_at from mce_scoring_due
                    where organization_id = :organizationId
                    """)
                .map(Row.mapper(row -> row.optionalInstant("due_at")))
                .one());
  }

  /** Counts the leads whose score could not be worked out; the failures of one of them at most. */
  long failed(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select count(*) as n from mce_scoring_due
                    where organization_id = :organizationId and failures > 0
                    """)
                .map(Row.mapper(row -> row.number("n")))
                .one());
  }
}
