package io.mce.organization;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows of members. */
final class MemberStore {

  private static final RowMapper<Member> MEMBER =
      Row.mapper(row ->
          new Member(
              row.organizationId(),
              new MemberId(row.uuid("id")),
              row.text("user_id"),
              row.text("name"),
              row.constant("role", Role.class),
              row.flag("active"),
              row.instant("created_at"),
              row.number("version")));

  private final Database database;

  @Inject
  MemberStore(Database database) {
    this.database = database;
  }

  /** Stores a new member; false when the user is one already. */
  boolean insert(Member member) {
    return database.inOrganization(
        member.organizationId(),
        transaction ->
            transaction
                    .update(
                        """
                        insert into mce_member (organization_id, id, user_id, name, role, active,
                          created_at, version)
                        values (:organizationId, :id, :userId, :name, :role, :active,
                          :createdAt, :version)
                        on conflict (organization_id, user_id) do nothing
                        """)
                    .bind("id", member.id())
                    .bind("userId", member.userId())
                    .bind("name", member.name())
                    .bind("role", member.role().name())
                    .bind("active", member.active())
                    .bind("createdAt", member.createdAt())
                    .bind("version", member.version())
                    .execute()
                == 1);
  }

  /** Stores a changed member; false when the version is no longer the one before. */
  boolean update(Member member, long expectedVersion) {
    return database.inOrganization(
        member.organizationId(),
        transaction ->
            transaction
                    .update(
                        """
                        update mce_member
                        set name = :name, role = :role, active = :active, version = :version
                        where organization_id = :organizationId and id = :id
                          and version = :expected
                        """)
                    .bind("id", member.id())
                    .bind("name", member.name())
                    .bind("role", member.role().name())
                    .bind("active", member.active())
                    .bind("version", member.version())
                    .bind("expected", expectedVersion)
                    .execute()
                == 1);
  }

  /** Returns all members, oldest first. */
  List<Member> list(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_member where organization_id = :organizationId
                    order by created_at, id
                    """)
                .map(MEMBER)
                .list());
  }

  Optional<Member> findByUser(OrganizationId organizationId, String userId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_member
                    where organization_id = :organizationId and user_id = :userId
                    """)
                .bind("userId", userId)
                .map(MEMBER)
                .findOne());
  }

  Optional<Member> find(OrganizationId organizationId, MemberId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_member where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(MEMBER)
                .findOne());
  }
}
