package io.mce.conversation;

import io.mce.channel.SentContents;
import io.mce.kernel.DataKind;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.RetainedData;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Instant;

/** Takes the texts out of old messages; that they were sent or came stays. */
final class OldMessages implements RetainedData {

  private final Database database;

  @Inject
  OldMessages(Database database) {
    this.database = database;
  }

  @Override
  public DataKind kind() {
    return SentContents.KIND;
  }

  @Override
  public int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          transaction
              .update(
                  """
                  update mce_conversation set last_text_sealed = null
                  where organization_id = :organizationId and last_at < :before
                    and last_text_sealed is not null
                  """)
              .bind("before", before)
              .execute();
          return transaction
              .update(
                  """
                  update mce_message set text_sealed = ''
                  where organization_id = :organizationId and id in (
                    select old.id from mce_message old
                    where old.organization_id = :organizationId and old.at < :before
                      and old.text_sealed <> ''
                    limit :limit)
                  """)
              .bind("before", before)
              .bind("limit", limit)
              .execute();
        });
  }
}
