package io.mce.lead;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.DataKind;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.RetainedData;
import io.mce.persistence.Database;
import io.mce.privacy.Erasure;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** Removes for good what was deleted long enough ago. */
final class ArchivePurge implements RetainedData {

  private static final DataKind KIND =
      DataKind.fixed("ARCHIVED_LEADS", (int) LeadArchive.KEPT.toDays());

  private final Database database;
  private final ArchiveStore store;
  private final Erasure erasure;
  private final Events events;

  @Inject
  ArchivePurge(Database database, ArchiveStore store, Erasure erasure, Events events) {
    this.database = database;
    this.store = store;
    this.erasure = erasure;
    this.events = events;
  }

  @Override
  public DataKind kind() {
    return KIND;
  }

  @Override
  public int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    Actor actor = Actor.engine(organizationId, "retention");
    List<LeadId> old = store.deletedBefore(organizationId, before, limit);
    for (LeadId leadId : old) {
      database.runInOrganization(
          organizationId,
          transaction -> {
            // Locked first, and looked at again: somebody may have brought it back since.
            if (store.lockArchived(organizationId, leadId, before)
                && erasure.erase(actor, leadId.value())) {
              events.append(actor, new LeadPurged(leadId));
            }
          });
    }
    return old.size();
  }
}
