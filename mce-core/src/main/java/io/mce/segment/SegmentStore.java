package io.mce.segment;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Segments. Deleted ones stay for those who were reached by them, without a name to find. */
final class SegmentStore {

  private final Database database;

  @Inject
  SegmentStore(Database database) {
    this.database = database;
  }

  /** Stores a segment; false when its name is taken. */
  boolean insert(OrganizationId organizationId, Segment segment, String createdBy) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        insert into mce_segment (organization_id, id, name, definition, created_by,
                          created_at, updated_at, version)
                        values (:organizationId, :id, :name, :definition, :createdBy,
                          :createdAt, :createdAt, 1)
                        on conflict do nothing
                        """)
                    .bind("id", segment.id())
                    .bind("name", segment.name())
                    .bind("definition", segment.definition().text())
                    .bind("createdBy", createdBy)
                    .bind("createdAt", segment.createdAt())
                    .execute()
                == 1);
  }

  /** Stores a change; false when the segment is not of this version any more. */
  boolean update(
      OrganizationId organizationId, Segment segment, long expectedVersion, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_segment
                        set name = :name, definition = :definition, updated_at = :now,
                          version = version + 1
                        where organization_id = :organizationId and id = :id
                          and version = :expected and deleted_at is null
                        """)
                    .bind("id", segment.id())
                    .bind("name", segment.name())
                    .bind("definition", segment.definition().text())
                    .bind("now", now)
                    .bind("expected", expectedVersion)
                    .execute()
                == 1);
  }

  boolean delete(OrganizationId organizationId, SegmentId id, long expectedVersion, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_segment set deleted_at = :now, version = version + 1
                        where organization_id = :organizationId and id = :id
                          and version = :expected and deleted_at is null
                        """)
                    .bind("id", id)
                    .bind("now", now)
                    .bind("expected", expectedVersion)
                    .execute()
                == 1);
  }

  /** Keeps a segment from being deleted until the open transaction ends; false if it was. */
  boolean keep(OrganizationId organizationId, SegmentId id) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_segment set deleted_at = null
                        where organization_id = :organizationId and id = :id
                          and deleted_at is null
                        """)
                    .bind("id", id)
                    .execute()
                == 1);
  }

  Optional<Segment> find(OrganizationId organizationId, SegmentId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_segment
                    where organization_id = :organizationId and id = :id and deleted_at is null
                    """)
                .bind("id", id)
                .map(Row.mapper(SegmentStore::segment))
                .findOne());
  }

  boolean isNameTaken(OrganizationId organizationId, String name, SegmentId except) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id from mce_segment
                    where organization_id = :organizationId and name = :name
                      and id <> :except and deleted_at is null
                    """)
                .bind("name", name)
                .bind("except", except)
                .map(Row.mapper(row -> row.text("id")))
                .findOne()
                .isPresent());
  }

  /** Returns segments, newest first, from before this id. */
  List<Segment> list(OrganizationId organizationId, String before, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_segment
                    where organization_id = :organizationId and id < :before
                      and deleted_at is null
                    order by id desc limit :limit
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .map(Row.mapper(SegmentStore::segment))
                .list());
  }

  private static Segment segment(Row row) {
    return new Segment(
        new SegmentId(row.uuid("id")),
        row.text("name"),
        SegmentDefinition.read(row.text("definition")),
        row.instant("created_at"),
        row.instant("updated_at"),
        row.number("version"));
  }
}
