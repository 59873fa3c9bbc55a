package io.mce.ingestion;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** What sources delivered: by what it is known again, what became of it, and what waits. */
final class DeliveryStore {

  /** The bodies of one delivery each. */
  static final SealedColumn COLUMN =
      new SealedColumn(
          "mce_hook_delivery", "body_sealed", List.of("id"), row -> seal(row.uuid("id")));

  private static final TypeReference<List<StoredResult>> RESULTS = new TypeReference<>() {};

  private final Database database;
  private final PersonalBox box;
  private final RowMapper<Taken> taken =
      Row.mapper(row ->
          new Taken(row.uuid("id"), row.instant("received_at"), results(row.text("results"))));

  @Inject
  DeliveryStore(Database database, PersonalBox box) {
    this.database = database;
    this.box = box;
  }

  /** A delivery that was taken before. */
  record Taken(UUID id, Instant receivedAt, List<IntakeResult> results) {}

  /** Ids and outcomes: nothing of a person. */
  private record StoredResult(IntakeOutcome outcome, @Nullable String leadId) {}

  private static String seal(UUID id) {
    return "hook-delivery/" + id;
  }

  /** Finds a delivery that was taken. */
  Optional<Taken> findTaken(OrganizationId organizationId, UUID sourceId, String eventKey) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id, received_at, results from mce_hook_delivery
                    where organization_id = :organizationId and source_id = :sourceId
                      and event_key = :eventKey and state = 'TAKEN'
                    """)
                .bind("sourceId", sourceId)
                .bind("eventKey", eventKey)
                .map(taken)
                .findOne());
  }

  /** Notes a delivery that is being taken; false when it is there, taken by somebody meanwhile. */
  boolean begin(HookSource source, UUID id, String eventKey, String contentType, Instant now) {
    return insert(source, id, eventKey, "TAKEN", null, contentType, null, now);
  }

  /** Notes a delivery that waits; false when the same waits already. */
  boolean hold(
      HookSource source,
      UUID id,
      String eventKey,
      HeldDelivery.Reason reason,
      String contentType,
      byte[] body,
      Instant now) {
    return insert(source, id, eventKey, "HELD", reason, contentType, body, now);
  }

  /** Notes why a delivery goes on waiting. */
  void hold(OrganizationId organizationId, DeliveryId id, HeldDelivery.Reason reason) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_hook_delivery set reason = :reason
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .bind("reason", reason.name())
                .execute());
  }

  private boolean insert(
      HookSource source,
      UUID id,
      String eventKey,
      String state,
      HeldDelivery.@Nullable Reason reason,
      String contentType,
      byte @Nullable [] body,
      Instant now) {
    return database.inOrganization(
        source.organizationId(),
        transaction ->
            transaction
                    .update(
                        """
                        insert into mce_hook_delivery
                          (organization_id, id, source_id, event_key, state, reason, content_type,
                           body_sealed, results, received_at)
                        values (:organizationId, :id, :sourceId, :eventKey, :state, :reason,
                          :contentType, :body, '[]', :receivedAt)
                        on conflict (organization_id, source_id, event_key) do nothing
                        """)
                    .bind("id", id)
                    .bind("sourceId", source.id())
                    .bind("eventKey", eventKey)
                    .bind("state", state)
                    .bind("reason", reason == null ? null : reason.name())
                    .bind("contentType", contentType)
                    .bind(
                        "body",
                        body == null ? null : box.seal(source.organizationId(), seal(id), body))
                    .bind("receivedAt", now)
                    .execute()
                == 1);
  }

  /** Notes what became of a delivery. */
  void finish(OrganizationId organizationId, UUID id, List<IntakeResult> results) {
    List<StoredResult> stored =
        results.stream()
            .map(each ->
                new StoredResult(each.outcome(), each.leadId().map(LeadId::toString).orElse(null)))
            .toList();
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_hook_delivery
                    set state = 'TAKEN', reason = null, body_sealed = null, results = :results
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .bind("results", Json.write(stored))
                .execute());
  }

  /** Lets the same bytes come in as another delivery. */
  void forgetKey(OrganizationId organizationId, UUID id) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_hook_delivery set event_key = :id
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .execute());
  }

  /** Returns what waits, newest first. */
  List<HeldDelivery> held(OrganizationId organizationId, String before, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select d.id, s.name, d.reason, d.content_type, d.body_sealed, d.received_at
                    from mce_hook_delivery d
                    join mce_lead_source s on s.organization_id = :organizationId
                      and s.id = d.source_id
                    where d.organization_id = :organizationId and d.state = 'HELD'
                      and d.id < :before
                    order by d.id desc
                    limit :limit
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .map(Row.mapper(row -> held(organizationId, row)))
                .list());
  }

  /** Finds what waits, and keeps others from deciding about it until the transaction ends. */
  Optional<HeldDelivery> claim(OrganizationId organizationId, DeliveryId id) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                        .update(
                            """
                            update mce_hook_delivery set state = 'HELD'
                            where organization_id = :organizationId and id = :id
                              and state = 'HELD'
                            """)
                        .bind("id", id)
                        .execute()
                    == 0
                ? Optional.empty()
                : transaction
                    .query(
                        """
                        select d.id, s.name, d.reason, d.content_type, d.body_sealed, d.received_at
                        from mce_hook_delivery d
                        join mce_lead_source s on s.organization_id = :organizationId
                          and s.id = d.source_id
                        where d.organization_id = :organizationId and d.id = :id
                        """)
                    .bind("id", id)
                    .map(Row.mapper(row -> held(organizationId, row)))
                    .findOne());
  }

  private HeldDelivery held(OrganizationId organizationId, Row row) {
    UUID id = row.uuid("id");
    return new HeldDelivery(
        new DeliveryId(id),
        SourceId.of(row.text("name")),
        HeldDelivery.Reason.valueOf(row.text("reason")),
        row.text("content_type"),
        row.optionalText("body_sealed")
            .map(sealed -> box.openText(organizationId, seal(id), sealed))
            .orElse(""),
        row.instant("received_at"));
  }

  /** Throws away what waits. */
  void remove(OrganizationId organizationId, DeliveryId id) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_hook_delivery
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .execute());
  }

  /**
   * Keeps the newest of what waits for a source: whoever knows its address could fill the table.
   */
  void keepNewest(HookSource source, int most) {
    database.runInOrganization(
        source.organizationId(),
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_hook_delivery
                    where organization_id = :organizationId and state = 'HELD'
                      and source_id = :sourceId
                      and id <= (
                        select d.id from mce_hook_delivery d
                        where d.organization_id = :organizationId and d.state = 'HELD'
                          and d.source_id = :sourceId
                        order by d.id desc limit 1 offset :most)
                    """)
                .bind("sourceId", source.id())
                .bind("most", most)
                .execute());
  }

  /** Removes some of what is older. */
  int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_hook_delivery
                    where organization_id = :organizationId and id in (
                      select d.id from mce_hook_delivery d
                      where d.organization_id = :organizationId and d.received_at < :before
                      limit :limit)
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
  }

  private static List<IntakeResult> results(String json) {
    return Json.read(json, RESULTS).stream()
        .map(each ->
            new IntakeResult(
                each.outcome(),
                Optional.ofNullable(each.leadId()).map(LeadId::of),
                Optional.empty(),
                List.of()))
        .toList();
  }
}
