package io.mce.channel;

import io.mce.kernel.DataKind;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.RetainedData;
import io.mce.persistence.Database;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.time.Instant;

/** Forgets what old dispatches carried and to whom, once nothing of them is open. */
@Internal
public final class SentContents implements RetainedData {

  /** Texts of messages: of conversations and of what was handed to carriers. */
  public static final DataKind KIND = DataKind.keptForGood("MESSAGES", 30, 3650);

  private final Database database;

  @Inject
  SentContents(Database database) {
    this.database = database;
  }

  @Override
  public DataKind kind() {
    return KIND;
  }

  @Override
  public int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    int removed;
    do {
      removed = remove(organizationId, before, limit);
    } while (removed == limit);
    // They are counted as messages, by the conversations.
    return 0;
  }

  private int remove(OrganizationId organizationId, Instant before, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_dispatch set content_sealed = '', detail = null
                    where organization_id = :organizationId and id in (
                      select old.id from mce_dispatch old
                      where old.organization_id = :organizationId and old.created_at < :before
                        and old.content_sealed <> ''
                        and old.state not in ('QUEUED', 'SENDING', 'UNKNOWN')
                      limit :limit)
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
  }
}
