package io.mce.assignment;

import io.mce.kernel.OrganizationId;
import io.mce.organization.MemberId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;

/** Whose turn it is. */
final class AssignmentStore {

  private final Database database;

  @Inject
  AssignmentStore(Database database) {
    this.database = database;
  }

  /**
   * Takes the organization's turn until the end of the transaction and returns who had it last.
   *
   * @param before who counts as the last one where nobody had a turn yet
   */
  MemberId takeTurn(OrganizationId organizationId, MemberId before) {
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
                    returning last_member_id
                    """)
                .bind("before", before)
                .map(Row.mapper(row -> new MemberId(row.uuid("last_member_id"))))
                .one());
  }

  /** Notes who had the turn. */
  void endTurn(OrganizationId organizationId, MemberId last) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_assignment_turn set last_member_id = :last
                    where organization_id = :organizationId
                    """)
                .bind("last", last)
                .execute());
  }
}
