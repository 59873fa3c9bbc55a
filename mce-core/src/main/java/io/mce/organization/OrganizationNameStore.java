package io.mce.organization;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import jakarta.inject.Inject;

/** Which names of organizations are taken in the installation. */
final class OrganizationNameStore {

  private final Database database;

  @Inject
  OrganizationNameStore(Database database) {
    this.database = database;
  }

  /** Takes a name for an organization that has none; false when another one has it. */
  boolean take(OrganizationId organizationId, NameKey name) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        insert into mce_organization_name (name_key, organization_id)
                        values (:nameKey, :organizationId)
                        on conflict (name_key) do nothing
                        """)
                    .bind("nameKey", name.text())
                    .execute()
                == 1);
  }

  /** Gives the organization's name back. */
  void release(OrganizationId organizationId) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_organization_name where organization_id = :organizationId
                    """)
                .execute());
  }
}
