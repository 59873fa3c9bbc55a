package io.mce.organization;

import io.mce.kernel.EmailAddress;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.secret.MatchKeys;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows of invitations; their addresses are sealed. */
final class InvitationStore {

  private static final String KIND = "invitation-email";

  static final SealedColumn COLUMN =
      new SealedColumn(
          "mce_invitation",
          "email_sealed",
          List.of("id"),
          row -> context(new InvitationId(row.uuid("id"))));

  private final Database database;
  private final PersonalBox secrets;
  private final MatchKeys matchKeys;

  @Inject
  InvitationStore(Database database, PersonalBox secrets, MatchKeys matchKeys) {
    this.database = database;
    this.secrets = secrets;
    this.matchKeys = matchKeys;
  }

  void insert(Invitation invitation) {
    OrganizationId organizationId = invitation.organizationId();
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_invitation (organization_id, id, email_key, email_sealed, role,
                      state, invited_by, created_at, expires_at)
                    values (:organizationId, :id, :emailKey, :email, :role, :state, :invitedBy,
                      :createdAt, :expiresAt)
                    """)
                .bind("id", invitation.id())
                .bind("emailKey", key(organizationId, invitation.email()))
                .bind(
                    "email",
                    secrets.seal(
                        organizationId, context(invitation.id()), invitation.email().address()))
                .bind("role", invitation.role().name())
                .bind("state", invitation.state().name())
                .bind("invitedBy", invitation.invitedBy())
                .bind("createdAt", invitation.createdAt())
                .bind("expiresAt", invitation.expiresAt())
                .execute());
  }

  /** Changes an open invitation to another state; false when it is not open. */
  boolean close(OrganizationId organizationId, InvitationId id, InvitationState state) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_invitation set state = :state
                        where organization_id = :organizationId and id = :id and state = 'OPEN'
                        """)
                    .bind("id", id)
                    .bind("state", state.name())
                    .execute()
                == 1);
  }

  /** Finds the open invitation for an address, expired or not. */
  Optional<InvitationId> findOpen(OrganizationId organizationId, EmailAddress email) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select id from mce_invitation
                    where organization_id = :organizationId and email_key = :emailKey
                      and state = 'OPEN'
                    """)
                .bind("emailKey", key(organizationId, email))
                .map(Row.mapper(row -> new InvitationId(row.uuid("id"))))
                .findOne());
  }

  Optional<Invitation> find(OrganizationId organizationId, InvitationId id, Instant now) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_invitation
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(mapper(now))
                .findOne());
  }

  /** Returns all invitations, newest first. */
  List<Invitation> list(OrganizationId organizationId, Instant now) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_invitation where organization_id = :organizationId
                    order by created_at desc, id desc
                    """)
                .map(mapper(now))
                .list());
  }

  /** Removes what ended before an instant. */
  int removeEnded(OrganizationId organizationId, Instant before) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_invitation
                    where organization_id = :organizationId and expires_at < :before
                    """)
                .bind("before", before)
                .execute());
  }

  private RowMapper<Invitation> mapper(Instant now) {
    return Row.mapper(row -> {
      OrganizationId organizationId = row.organizationId();
      InvitationId id = new InvitationId(row.uuid("id"));
      String sealed = row.text("email_sealed");
      InvitationState state = row.constant("state", InvitationState.class);
      Instant expiresAt = row.instant("expires_at");
      boolean late = state == InvitationState.OPEN && !expiresAt.isAfter(now);
      return new Invitation(
          organizationId,
          id,
          new EmailAddress(secrets.openText(organizationId, context(id), sealed)),
          row.constant("role", Role.class),
          late ? InvitationState.EXPIRED : state,
          row.text("invited_by"),
          row.instant("created_at"),
          expiresAt);
    });
  }

  private String key(OrganizationId organizationId, EmailAddress email) {
    return matchKeys.matchKey(organizationId, KIND, email.matchForm());
  }

  private static String context(InvitationId id) {
    return KIND + ":" + id;
  }
}
