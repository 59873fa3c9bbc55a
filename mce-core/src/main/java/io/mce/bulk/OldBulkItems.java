package io.mce.bulk;

import io.mce.kernel.DataKind;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.RetainedData;
import jakarta.inject.Inject;
import java.time.Instant;

/** Forgets how leads were before changes that can no longer be undone. */
final class OldBulkItems implements RetainedData {

  private static final DataKind KIND =
      DataKind.fixed("BULK_CHANGES", (int) BulkChange.UNDO_POSSIBLE.toDays() + 2);

  private final BulkItemStore items;

  @Inject
  OldBulkItems(BulkItemStore items) {
    this.items = items;
  }

  @Override
  public DataKind kind() {
    return KIND;
  }

  @Override
  public int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return items.deleteBefore(organizationId, before, limit);
  }
}
