package io.mce.ingestion;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The last delivery of each source, sealed, for those who map its fields. */
final class HookSampleStore {

  /** The bodies of one source each. */
  static final SealedColumn COLUMN =
      new SealedColumn(
          "mce_hook_sample",
          "body_sealed",
          List.of("source_id"),
          row -> seal(row.uuid("source_id")));

  /** Of a larger delivery nothing is kept. */
  static final int MOST_BYTES = 32 << 10;

  private final Database database;
  private final PersonalBox box;

  @Inject
  HookSampleStore(Database database, PersonalBox box) {
    this.database = database;
    this.box = box;
  }

  private static String seal(UUID sourceId) {
    return "hook-sample/" + sourceId;
  }

  /** Keeps a delivery as the last one. */
  void keep(HookSource source, String contentType, byte[] body, Instant now) {
    if (body.length > MOST_BYTES) {
      return;
    }
    database.runInOrganization(
        source.organizationId(),
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_hook_sample
                      (organization_id, source_id, content_type, body_sealed, received_at)
                    values (:organizationId, :sourceId, :contentType, :body, :now)
                    on conflict (organization_id, source_id) do update
                    set content_type = excluded.content_type,
                      body_sealed = excluded.body_sealed, received_at = excluded.received_at
                    """)
                .bind("sourceId", source.id())
                .bind("contentType", contentType)
                .bind("body", box.seal(source.organizationId(), seal(source.id()), body))
                .bind("now", now)
                .execute());
  }

  /** Returns the last delivery of a source, unless it is older. */
  Optional<DeliverySample> last(OrganizationId organizationId, UUID sourceId, Instant notBefore) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select content_type, body_sealed, received_at from mce_hook_sample
                    where organization_id = :organizationId and source_id = :sourceId
                      and received_at >= :notBefore
                    """)
                .bind("sourceId", sourceId)
                .bind("notBefore", notBefore)
                .map(
                    Row.mapper(row ->
                        new DeliverySample(
                            row.text("content_type"),
                            box.openText(organizationId, seal(sourceId), row.text("body_sealed")),
                            row.instant("received_at"))))
                .findOne());
  }

  /** Removes some of what is older. */
  int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_hook_sample
                    where organization_id = :organizationId and source_id in (
                      select s.source_id from mce_hook_sample s
                      where s.organization_id = :organizationId and s.received_at < :before
                      limit :limit)
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
  }
}
