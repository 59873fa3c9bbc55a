package io.mce.assignment;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.organization.MemberId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Whose turn it is, what members have to do, which leads wait, and why leads have their owners. */
final class AssignmentStore {

  private static final TypeReference<Map<String, String>> TURNS = new TypeReference<>() {};

  private static final RowMapper<AssignmentNote> NOTE =
      Row.mapper(row ->
          new AssignmentNote(
              row.optionalUuid("owner_id").map(MemberId::new),
              row.constant("how", AssignmentNote.How.class),
              row.optionalText("rule_name"),
              row.optionalUuid("stood_in_id").map(MemberId::new),
              row.text("decided_kind"),
              row.text("decided_by"),
              row.instant("at")));

  private final Database database;

  @Inject
  AssignmentStore(Database database) {
    this.database = database;
  }

  /** Who had the last turn: among all, and among the members of each rule. Not thread-safe. */
  static final class Turns {
    private final Map<String, MemberId> last;

    Turns(Map<String, MemberId> last) {
      this.last = new HashMap<>(last);
    }

    /** Returns who had the last turn of a rule; of none, by the empty name. */
    Optional<MemberId> last(String rule) {
      return Optional.ofNullable(last.get(rule));
    }

    void had(String rule, MemberId member) {
      last.put(rule, member);
    }
  }

  /**
   * Takes the organization's turn until the end of the transaction and returns who had it last.
   *
   * @param before who counts as the last one where nobody had a turn yet
   */
  Turns takeTurns(OrganizationId organizationId, MemberId before) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    insert into mce_assignment_turn (organization_id, last_member_id)
                    values (:organizationId, :before)
                    on conflict (organization_id) do update
                    set last_member_id = mce_assignment_turn.last_member_id
                    returning last_member_id, turns
                    """)
                .bind("before", before)
                .map(
                    Row.mapper(row -> {
                      Map<String, MemberId> last = new HashMap<>();
                      row.optionalText("turns")
                          .ifPresent(text ->
                              Json.read(text, TURNS)
                                  .forEach((rule, id) -> last.put(rule, MemberId.of(id))));
                      last.put("", new MemberId(row.uuid("last_member_id")));
                      return new Turns(last);
                    }))
                .one());
  }

  /** Notes who had the turns. */
  void endTurns(OrganizationId organizationId, Turns turns) {
    Map<String, String> ofRules = new HashMap<>();
    turns.last.forEach((rule, member) -> {
      if (!rule.isEmpty()) {
        ofRules.put(rule, member.toString());
      }
    });
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_assignment_turn set last_member_id = :last, turns = :turns
                    where organization_id = :organizationId
                    """)
                .bind("last", turns.last("").orElseThrow())
                .bind("turns", ofRules.isEmpty() ? null : Json.write(ofRules))
                .execute());
  }

  /** Counts the open leads of members, of each up to the most that a member may be given. */
  Map<MemberId, Integer> openLeads(OrganizationId organizationId, Collection<MemberId> members) {
    Map<MemberId, Integer> open = new HashMap<>();
    database.read(
        organizationId,
        transaction -> {
          for (MemberId member : members) {
            open.put(
                member,
                transaction
                    .query(
                        """
                        select count(*) as n from (
                          select l.id from mce_lead l
                          where l.organization_id = :organizationId and l.owner_id = :member
                            and l.deleted_at is null
                            and l.status in ('NEW', 'CONTACTED', 'QUALIFIED')
                          limit :most) counted
                        """)
                    .bind("member", member)
                    .bind("most", Availabilities.MOST_CAPACITY)
                    .map(Row.mapper(row -> row.integer("n")))
                    .one());
          }
          return open;
        });
    return open;
  }

  /** Tells whether any open lead has no owner, and nobody wanted it so. */
  boolean hasWaiting(OrganizationId organizationId) {
    return !waiting(organizationId, AssignmentPlan.Order.OLDEST_FIRST, Place.START, 1, "")
        .isEmpty();
  }

  /** How far through the leads that wait somebody came. */
  record Place(String id, int score) {
    static final Place START = new Place("", Integer.MAX_VALUE);
  }

  /** A lead that waits. */
  record Waiting(LeadId id, int score) {
    Place place() {
      return new Place(id.toString(), score);
    }
  }

  /** Returns leads that wait, behind a place, and keeps them for this transaction. */
  List<Waiting> claimWaiting(
      OrganizationId organizationId, AssignmentPlan.Order order, Place after, int limit) {
    return waiting(organizationId, order, after, limit, database.alone());
  }

  private List<Waiting> waiting(
      OrganizationId organizationId,
      AssignmentPlan.Order order,
      Place after,
      int limit,
      String locking) {
    String sql =
        switch (order) {
          case OLDEST_FIRST ->
              """
              select l.id, l.score from mce_lead l
              where l.organization_id = :organizationId and l.owner_id is null
                and l.deleted_at is null and l.status in ('NEW', 'CONTACTED', 'QUALIFIED')
                and l.id > :id
                and not exists (select 1 from mce_lead_assignment a
                  where a.organization_id = :organizationId and a.lead_id = l.id
                    and a.how = 'HAND')
              order by l.id limit :limit %s
              """;
          case HIGHEST_SCORE_FIRST ->
              """
              select l.id, l.score from mce_lead l
              where l.organization_id = :organizationId and l.owner_id is null
                and l.deleted_at is null and l.status in ('NEW', 'CONTACTED', 'QUALIFIED')
                and (l.score < :score or (l.score = :score and l.id > :id))
                and not exists (select 1 from mce_lead_assignment a
                  where a.organization_id = :organizationId and a.lead_id = l.id
                    and a.how = 'HAND')
              order by l.score desc, l.id limit :limit %s
              """;
        };
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    sql.formatted(
                        locking.isEmpty() ? "" : locking.replace("update", "update of l")))
                .bind("id", after.id())
                .bind("score", after.score())
                .bind("limit", limit)
                .map(
                    Row.mapper(
                        row -> new Waiting(new LeadId(row.uuid("id")), row.integer("score"))))
                .list());
  }

  /** Counts the leads that wait, up to a limit. */
  int countWaiting(OrganizationId organizationId, int most) {
    return waiting(organizationId, AssignmentPlan.Order.OLDEST_FIRST, Place.START, most, "").size();
  }

  /** Notes why leads have their owners; an older note gives way, a newer one stays. */
  void note(OrganizationId organizationId, Map<LeadId, AssignmentNote> notes) {
    if (notes.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction -> {
          var batch =
              transaction.batch(
                  """
                  insert into mce_lead_assignment (organization_id, lead_id, owner_id, how,
                    rule_name, stood_in_id, decided_kind, decided_by, at)
                  values (:organizationId, :leadId, :owner, :how, :rule, :insteadOf, :kind, :by,
                    :at)
                  on conflict (organization_id, lead_id) do update
                  set owner_id = excluded.owner_id, how = excluded.how,
                    rule_name = excluded.rule_name, stood_in_id = excluded.stood_in_id,
                    decided_kind = excluded.decided_kind, decided_by = excluded.decided_by,
                    at = excluded.at
                  where mce_lead_assignment.at <= excluded.at
                  """);
          notes.forEach((leadId, note) ->
              batch
                  .bind("leadId", leadId)
                  .bind("owner", text(note.owner()))
                  .bind("how", note.how().name())
                  .bind("rule", note.rule().orElse(null))
                  .bind("insteadOf", text(note.insteadOf()))
                  .bind("kind", note.byKind())
                  .bind("by", note.by())
                  .bind("at", note.at())
                  .add());
          batch.execute();
        });
  }

  private static @Nullable String text(Optional<?> id) {
    return id.map(Object::toString).orElse(null);
  }

  Optional<AssignmentNote> findNote(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_lead_assignment
                    where organization_id = :organizationId and lead_id = :leadId
                    """)
                .bind("leadId", leadId)
                .map(NOTE)
                .findOne());
  }

  /** Returns those of these leads whose owner, or that they have none, somebody wanted so. */
  java.util.Set<LeadId> byHand(OrganizationId organizationId, Collection<LeadId> leadIds) {
    if (leadIds.isEmpty()) {
      return java.util.Set.of();
    }
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select lead_id from mce_lead_assignment
                    where organization_id = :organizationId and how = 'HAND'
                      and lead_id in (<leadIds>)
                    """)
                .bindList("leadIds", List.copyOf(leadIds))
                .map(Row.mapper(row -> new LeadId(row.uuid("lead_id"))))
                .set());
  }

  void removeNote(OrganizationId organizationId, LeadId leadId) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_lead_assignment
                    where organization_id = :organizationId and lead_id = :leadId
                    """)
                .bind("leadId", leadId)
                .execute());
  }
}
