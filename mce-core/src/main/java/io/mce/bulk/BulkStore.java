package io.mce.bulk;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import io.mce.segment.SegmentDefinition;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.mapper.RowMapper;

/** The rows of changes of many leads. */
final class BulkStore {

  private static final String ACTION_SEAL = "bulk-action";
  private static final String QUERY_SEAL = "bulk-query";

  static final List<SealedColumn> COLUMNS =
      List.of(
          SealedColumn.of("mce_bulk_change", "action_sealed", List.of("id"), ACTION_SEAL),
          SealedColumn.of("mce_bulk_change", "query_sealed", List.of("id"), QUERY_SEAL));

  /** After every id, in the order of ids. */
  private static final String LAST_ID = "~";

  private static final TypeReference<TreeSet<String>> WORDS = new TypeReference<>() {};

  private final Database database;
  private final PersonalBox secretBox;

  @Inject
  BulkStore(Database database, PersonalBox secretBox) {
    this.database = database;
    this.secretBox = secretBox;
  }

  /**
   * A change, and what only the worker needs.
   *
   * @param query how its leads are found, until they are collected
   * @param where conditions that its leads fit, too
   * @param except leads that the query finds and that are left out
   * @param collectedTo where to go on collecting
   * @param permissions what whoever started it was allowed
   */
  record Order(
      BulkChange change,
      Optional<LeadQuery> query,
      Optional<SegmentDefinition> where,
      Set<LeadId> except,
      Optional<String> collectedTo,
      Set<Permission> permissions) {

    /** Whoever started it, as they were then. */
    Actor actor(OrganizationId organizationId) {
      return Actor.of(
              organizationId, change.startedBy().kind(), change.startedBy().id(), permissions)
          .because("bulk:" + change.id());
    }
  }

  /** How leads are found, as it is stored. */
  record Search(LeadQuery query, Optional<Map<String, Object>> where, Set<LeadId> except) {}

  void insert(OrganizationId organizationId, Order order) {
    BulkChange started = order.change();
    Optional<BulkChangeId> undoOf =
        started.action() instanceof BulkAction.TakeBack undo
            ? Optional.of(undo.of())
            : Optional.empty();
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_bulk_change (organization_id, id, kind, action_sealed,
                      query_sealed, undo_of, status, total, permissions, started_by, created_at)
                    values (:organizationId, :id, :kind, :action,
                      :query, :undoOf, :status, :total, :permissions, :startedBy, :createdAt)
                    """)
                .bind("id", started.id())
                .bind("kind", started.action().kind().name())
                .bind(
                    "action",
                    secretBox.seal(
                        organizationId, ACTION_SEAL, Json.write(StoredAction.of(started.action()))))
                .bind(
                    "query",
                    order
                        .query()
                        .map(query ->
                            secretBox.seal(
                                organizationId,
                                QUERY_SEAL,
                                Json.write(
                                    new Search(
                                        query,
                                        order.where().map(SegmentDefinition::json),
                                        order.except()))))
                        .orElse(null))
                .bind("undoOf", undoOf.map(Object::toString).orElse(null))
                .bind("status", started.status().name())
                .bind("total", started.counts().total())
                .bind(
                    "permissions",
                    Json.write(
                        new TreeSet<>(order.permissions().stream().map(Permission::name).toList())))
                .bind("startedBy", started.startedBy().text())
                .bind("createdAt", started.createdAt())
                .execute());
  }

  /** Stores how far collecting is; false when someone else went on, or it was cancelled. */
  boolean collected(
      OrganizationId organizationId, BulkChange before, long more, Optional<String> to) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_bulk_change
                        set total = total + :more, collected_to = :to
                        where organization_id = :organizationId and id = :id
                          and status = 'COLLECTING' and total = :total
                        """)
                    .bind("more", more)
                    .bind("to", to.orElse(null))
                    .bind("id", before.id())
                    .bind("total", before.counts().total())
                    .execute()
                == 1);
  }

  /** Begins changing what was collected; how it was found is forgotten. */
  boolean begin(OrganizationId organizationId, BulkChangeId id) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_bulk_change
                        set status = 'RUNNING', query_sealed = null, collected_to = null
                        where organization_id = :organizationId and id = :id
                          and status = 'COLLECTING'
                        """)
                    .bind("id", id)
                    .execute()
                == 1);
  }

  /** Stores the counts after a chunk; false when someone else took it, or cancelled. */
  boolean advance(OrganizationId organizationId, BulkChange before, BulkChange after) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_bulk_change
                        set done = :done, unchanged = :unchanged, failed = :failed,
                          worked_millis = :worked
                        where organization_id = :organizationId and id = :id
                          and status = 'RUNNING' and done + unchanged + failed = :processed
                        """)
                    .bind("done", after.counts().done())
                    .bind("unchanged", after.counts().unchanged())
                    .bind("failed", after.counts().failed())
                    .bind("worked", after.worked().toMillis())
                    .bind("id", before.id())
                    .bind("processed", before.counts().processed())
                    .execute()
                == 1);
  }

  /** Ends a change; false when it had ended. */
  boolean finish(
      OrganizationId organizationId,
      BulkChangeId id,
      BulkStatus status,
      Optional<String> failure,
      Instant at) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_bulk_change
                        set status = :status, failure = :failure, finished_at = :at,
                          query_sealed = null, collected_to = null
                        where organization_id = :organizationId and id = :id
                          and finished_at is null
                        """)
                    .bind("status", status.name())
                    .bind("failure", failure.orElse(null))
                    .bind("at", at)
                    .bind("id", id)
                    .execute()
                == 1);
  }

  /** Notes which change takes this one back; false when another one does that already. */
  boolean undoneBy(
      OrganizationId organizationId,
      BulkChangeId id,
      Optional<BulkChangeId> before,
      BulkChangeId undo) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_bulk_change set undone_by = :undo
                        where organization_id = :organizationId and id = :id
                          and coalesce(undone_by, '') = :before
                        """)
                    .bind("undo", undo)
                    .bind("id", id)
                    .bind("before", before.map(Object::toString).orElse(""))
                    .execute()
                == 1);
  }

  Optional<BulkChange> find(OrganizationId organizationId, BulkChangeId id) {
    return findOrder(organizationId, id).map(Order::change);
  }

  Optional<Order> findOrder(OrganizationId organizationId, BulkChangeId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_bulk_change
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(orders(organizationId))
                .findOne());
  }

  /** Returns a page, newest first. */
  Page<BulkChange> list(OrganizationId organizationId, PageRequest page) {
    String before = page.cursor(1).map(cursor -> cursor.idAt(0)).orElse(LAST_ID);
    return database.read(
        organizationId,
        transaction ->
            Page.of(
                    transaction
                        .query(
                            """
                            select * from mce_bulk_change
                            where organization_id = :organizationId and id < :before
                            order by id desc limit :limit
                            """)
                        .bind("before", before)
                        .bind("limit", page.limit() + 1)
                        .map(orders(organizationId))
                        .list(),
                    page.limit(),
                    each -> Cursor.of(each.change().id()))
                .map(Order::change));
  }

  private RowMapper<Order> orders(OrganizationId organizationId) {
    return Row.mapper(row -> {
      Optional<Search> search =
          row.optionalText("query_sealed")
              .map(sealed ->
                  Json.read(secretBox.openText(organizationId, QUERY_SEAL, sealed), Search.class));
      return new Order(
          change(organizationId, row),
          search.map(Search::query),
          search.flatMap(Search::where).map(SegmentDefinition::of),
          search.map(Search::except).orElse(Set.of()),
          row.optionalText("collected_to"),
          permissions(Json.read(row.text("permissions"), WORDS)));
    });
  }

  private BulkChange change(OrganizationId organizationId, Row row) {
    String action = secretBox.openText(organizationId, ACTION_SEAL, row.text("action_sealed"));
    return new BulkChange(
        new BulkChangeId(row.uuid("id")),
        Json.read(action, StoredAction.class)
            .action(
                row.constant("kind", BulkKind.class),
                row.optionalUuid("undo_of").map(BulkChangeId::new)),
        row.constant("status", BulkStatus.class),
        new BulkCounts(
            row.number("total"), row.number("done"), row.number("unchanged"), row.number("failed")),
        Duration.ofMillis(row.number("worked_millis")),
        row.optionalText("failure"),
        row.optionalUuid("undone_by").map(BulkChangeId::new),
        StartedBy.of(row.text("started_by")),
        row.instant("created_at"),
        row.optionalInstant("finished_at"));
  }

  /** A permission that this version does not know is none. */
  private static Set<Permission> permissions(Set<String> names) {
    Set<Permission> known = EnumSet.noneOf(Permission.class);
    Arrays.stream(Permission.values())
        .filter(each -> names.contains(each.name()))
        .forEach(known::add);
    return known;
  }
}
