package io.mce.segment;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Saved views. */
final class SavedViewStore {

  private final Database database;

  @Inject
  SavedViewStore(Database database) {
    this.database = database;
  }

  void insert(
      OrganizationId organizationId, SavedViewId id, ViewDraft draft, String owner, Instant now) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_saved_view (organization_id, id, owner, shared, pinned, look,
                      segment_id, created_at, version)
                    values (:organizationId, :id, :owner, :shared, :pinned, :look,
                      :segment, :now, 1)
                    """)
                .bind("id", id)
                .bind("owner", owner)
                .bind("shared", draft.shared())
                .bind("pinned", draft.pinned())
                .bind("look", Json.write(ViewLook.Stored.of(draft.look())))
                .bind("segment", draft.segment().map(SegmentId::toString).orElse(null))
                .bind("now", now)
                .execute());
  }

  /** Stores a change; false when the view is not of this version any more. */
  boolean update(
      OrganizationId organizationId, SavedViewId id, ViewDraft draft, long expectedVersion) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_saved_view
                        set shared = :shared, pinned = :pinned, look = :look,
                          segment_id = :segment, version = version + 1
                        where organization_id = :organizationId and id = :id
                          and version = :expected
                        """)
                    .bind("id", id)
                    .bind("shared", draft.shared())
                    .bind("pinned", draft.pinned())
                    .bind("look", Json.write(ViewLook.Stored.of(draft.look())))
                    .bind("segment", draft.segment().map(SegmentId::toString).orElse(null))
                    .bind("expected", expectedVersion)
                    .execute()
                == 1);
  }

  boolean delete(OrganizationId organizationId, SavedViewId id) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        delete from mce_saved_view
                        where organization_id = :organizationId and id = :id
                        """)
                    .bind("id", id)
                    .execute()
                == 1);
  }

  /** Deletes the views of a segment, and returns them. */
  List<SavedViewId> deleteOf(OrganizationId organizationId, SegmentId segment) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    delete from mce_saved_view
                    where organization_id = :organizationId and segment_id = :segment
                    returning id
                    """)
                .bind("segment", segment)
                .map(Row.mapper(row -> new SavedViewId(row.uuid("id"))))
                .list());
  }

  /** Returns a view that this one may see. */
  Optional<SavedView> find(OrganizationId organizationId, SavedViewId id, String viewer) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_saved_view
                    where organization_id = :organizationId and id = :id
                      and (owner = :viewer or shared = true)
                    """)
                .bind("id", id)
                .bind("viewer", viewer)
                .map(Row.mapper(SavedViewStore::view))
                .findOne());
  }

  /** Returns the views that this one may see, pinned ones first, each in the order of saving. */
  List<SavedView> list(OrganizationId organizationId, String viewer, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_saved_view
                    where organization_id = :organizationId
                      and (owner = :viewer or shared = true)
                    order by pinned desc, id limit :limit
                    """)
                .bind("viewer", viewer)
                .bind("limit", limit)
                .map(Row.mapper(SavedViewStore::view))
                .list());
  }

  int countOf(OrganizationId organizationId, String owner) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select count(*) as n from mce_saved_view
                    where organization_id = :organizationId and owner = :owner
                    """)
                .bind("owner", owner)
                .mapTo(Integer.class)
                .one());
  }

  private static SavedView view(Row row) {
    return new SavedView(
        new SavedViewId(row.uuid("id")),
        row.text("owner"),
        row.flag("shared"),
        row.flag("pinned"),
        Json.read(row.text("look"), ViewLook.Stored.class).look(),
        row.optionalUuid("segment_id").map(SegmentId::new),
        row.instant("created_at"),
        row.number("version"));
  }
}
