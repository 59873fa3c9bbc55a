package io.mce.segment;

import io.mce.kernel.DataKind;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.RetainedData;
import jakarta.inject.Inject;
import java.time.Instant;

/** Forgets when leads wrote and were written to long ago; that they did and were stays known. */
final class OldActivity implements RetainedData {

  /** As far back as a condition can look, and a day. */
  static final int DAYS = 366;

  private static final DataKind KIND = DataKind.fixed("LEAD_ACTIVITY", DAYS);

  private final ActivityStore store;

  @Inject
  OldActivity(ActivityStore store) {
    this.store = store;
  }

  @Override
  public DataKind kind() {
    return KIND;
  }

  @Override
  public int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return store.fold(organizationId, ActivityStore.Hour.number(before), limit);
  }
}
