package io.mce.notification;

import io.mce.kernel.OrganizationId;
import io.mce.organization.MemberId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
                          (organization_id, id, text_sealed, lead_id, addressee, cause, at, read_at)
                        values (:organizationId, :id, :text, :leadId, :addressee, :cause, :at,
                          null)
                        on conflict (organization_id, cause) do nothing
                        """)
                    .bind("id", notice.id())
                    .bind("text", box.seal(organizationId, PLACE, notice.text()))
                    .bind("leadId", notice.leadId().orElse(null))
                    .bind("addressee", notice.addressee().map(Object::toString).orElse(null))
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
                    select id, text_sealed, lead_id, addressee, at, read_at from mce_notice
                    where organization_id = :organizationId and cause = :cause
                    """)
                .bind("cause", cause)
                .map(notice(organizationId))
                .findOne());
  }

  /**
   * Returns notices for all and for one member, newest first, from before this one; not those about
   * deleted leads.
   */
  List<Notice> list(OrganizationId organizationId, String member, String before, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select n.id, n.text_sealed, n.lead_id, n.addressee, n.at, n.read_at from mce_notice n
                    where n.organization_id = :organizationId and n.id < :before
                      and (n.addressee is null or n.addressee = :member)
                      and not exists (select 1 from mce_lead l
                        where l.organization_id = :organizationId and l.id = n.lead_id
                          and l.deleted_at is not null)
                    order by n.id desc limit :limit
                    """)
                .bind("member", member)
                .bind("before", before)
                .bind("limit", limit)
                .map(notice(organizationId))
                .list());
  }

  long unread(OrganizationId organizationId, String member) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select count(*) as unread from mce_notice n
                    where n.organization_id = :organizationId and n.read_at is null
                      and (n.addressee is null or n.addressee = :member)
                      and not exists (select 1 from mce_lead l
                        where l.organization_id = :organizationId and l.id = n.lead_id
                          and l.deleted_at is not null)
                    """)
                .bind("member", member)
                .map(Row.mapper(row -> row.number("unread")))
                .one());
  }

  /** Marks a notice as read, unless it was before; false when there is no such notice. */
  boolean markRead(OrganizationId organizationId, String member, NoticeId id, Instant at) {
    return database.inOrganization(
            organizationId,
            transaction ->
                transaction
                    .update(
                        """
                        update mce_notice set read_at = coalesce(read_at, :at)
                        where organization_id = :organizationId and id = :id
                          and (addressee is null or addressee = :member)
                        """)
                    .bind("id", id)
                    .bind("member", member)
                    .bind("at", at)
                    .execute())
        == 1;
  }

  /** Returns the notices about a person, oldest first. */
  List<Notice> about(OrganizationId organizationId, UUID leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id, text_sealed, lead_id, addressee, at, read_at from mce_notice
                    where organization_id = :organizationId and lead_id = :leadId
                    order by id
                    """)
                .bind("leadId", leadId)
                .map(notice(organizationId))
                .list());
  }

  /** Makes the notices about one person those about another; returns their ids. */
  List<String> give(OrganizationId organizationId, UUID from, UUID into) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    update mce_notice set lead_id = :into
                    where organization_id = :organizationId and lead_id = :from
                    returning id
                    """)
                .bind("from", from)
                .bind("into", into)
                .map(Row.mapper(row -> row.text("id")))
                .list());
  }

  /** Takes these notices back. */
  void giveBack(OrganizationId organizationId, List<String> ids, UUID from, UUID into) {
    if (ids.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_notice set lead_id = :from
                    where organization_id = :organizationId and lead_id = :into
                      and id in (<ids>)
                    """)
                .bind("from", from)
                .bind("into", into)
                .bindList("ids", ids)
                .execute());
  }

  void removeAbout(OrganizationId organizationId, UUID leadId) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_notice
                    where organization_id = :organizationId and lead_id = :leadId
                    """)
                .bind("leadId", leadId)
                .execute());
  }

  /** Removes some notices from before this; returns how many, at most a limit. */
  int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_notice
                    where organization_id = :organizationId and id in (
                      select old.id from mce_notice old
                      where old.organization_id = :organizationId and old.at < :before
                      order by old.id limit :limit)
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
  }

  private RowMapper<Notice> notice(OrganizationId organizationId) {
    return Row.mapper(row ->
        new Notice(
            new NoticeId(row.uuid("id")),
            box.openText(organizationId, PLACE, row.text("text_sealed")),
            row.optionalUuid("lead_id"),
            row.optionalUuid("addressee").map(MemberId::new),
            row.instant("at"),
            row.optionalInstant("read_at")));
  }
}
