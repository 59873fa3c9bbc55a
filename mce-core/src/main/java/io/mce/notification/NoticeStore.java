package io.mce.notification;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Notices; their texts are sealed. */
final class NoticeStore {

  private static final String PLACE = "notice";

  static final SealedColumn COLUMN =
      SealedColumn.of("mce_notice", "text_sealed", List.of("id"), PLACE);

  private final Database database;
  private final PersonalBox box;

  @Inject
  NoticeStore(Database database, PersonalBox box) {
    this.database = database;
    this.box = box;
  }

  /** Stores a notice; false when its cause has one already. */
  boolean insert(OrganizationId organizationId, Notice notice, String cause) {
    return database.inOrganization(
            organizationId,
            transaction ->
                transaction
                    .update(
                        """
                        insert into mce_notice
                          (organization_id, id, text_sealed, lead_id, cause, at, read_at)
                        values (:organizationId, :id, :text, :leadId, :cause, :at, null)
                        on conflict (organization_id, cause) do nothing
                        """)
                    .bind("id", notice.id())
                    .bind("text", box.seal(organizationId, PLACE, notice.text()))
                    .bind("leadId", notice.leadId().orElse(null))
                    .bind("cause", cause)
                    .bind("at", notice.at())
                    .execute())
        == 1;
  }

  Optional<Notice> findByCause(OrganizationId organizationId, String cause) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id, text_sealed, lead_id, at, read_at from mce_notice
                    where organization_id = :organizationId and cause = :cause
                    """)
                .bind("cause", cause)
                .map(notice(organizationId))
                .findOne());
  }

  /** Returns notices, newest first, from before this one. */
  List<Notice> list(OrganizationId organizationId, String before, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id, text_sealed, lead_id, at, read_at from mce_notice
                    where organization_id = :organizationId and id < :before
                    order by id desc limit :limit
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .map(notice(organizationId))
                .list());
  }

  long unread(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select count(*) as unread from mce_notice
                    where organization_id = :organizationId and read_at is null
                    """)
                .map(Row.mapper(row -> row.number("unread")))
                .one());
  }

  /** Marks a notice as read, unless it was before; false when there is no such notice. */
  boolean markRead(OrganizationId organizationId, NoticeId id, Instant at) {
    return database.inOrganization(
            organizationId,
            transaction ->
                transaction
                    .update(
                        """
                        update mce_notice set read_at = coalesce(read_at, :at)
                        where organization_id = :organizationId and id = :id
                        """)
                    .bind("id", id)
                    .bind("at", at)
                    .execute())
        == 1;
  }

  private RowMapper<Notice> notice(OrganizationId organizationId) {
    return Row.mapper(row ->
        new Notice(
            new NoticeId(row.uuid("id")),
            box.openText(organizationId, PLACE, row.text("text_sealed")),
            row.optionalUuid("lead_id"),
            row.instant("at"),
            row.optionalInstant("read_at")));
  }
}
