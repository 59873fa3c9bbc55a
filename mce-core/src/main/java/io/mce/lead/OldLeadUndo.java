package io.mce.lead;

import io.mce.kernel.DataKind;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.RetainedData;
import jakarta.inject.Inject;
import java.time.Instant;

/** Forgets how leads were before imports that can no longer be undone. */
final class OldLeadUndo implements RetainedData {

  private static final DataKind KIND =
      DataKind.fixed("IMPORT_UNDO", (int) LeadUndo.POSSIBLE.toDays() + 2);

  private final LeadUndoStore store;

  @Inject
  OldLeadUndo(LeadUndoStore store) {
    this.store = store;
  }

  @Override
  public DataKind kind() {
    return KIND;
  }

  @Override
  public int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return store.deleteBefore(organizationId, before, limit);
  }
}
