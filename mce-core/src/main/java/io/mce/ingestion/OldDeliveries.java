package io.mce.ingestion;

import io.mce.kernel.DataKind;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.RetainedData;
import jakarta.inject.Inject;
import java.time.Instant;

/**
 * Forgets deliveries that no sender repeats any more, and those held back that nobody cared for:
 * their persons are no leads, so that no erasure finds them.
 */
final class OldDeliveries implements RetainedData {

  private static final DataKind KIND = DataKind.kept("SOURCE_DELIVERIES", 7, 365, 30);

  private final DeliveryStore store;

  @Inject
  OldDeliveries(DeliveryStore store) {
    this.store = store;
  }

  @Override
  public DataKind kind() {
    return KIND;
  }

  @Override
  public int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return store.removeBefore(organizationId, before, limit);
  }
}
