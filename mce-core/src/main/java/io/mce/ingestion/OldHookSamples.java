package io.mce.ingestion;

import io.mce.kernel.DataKind;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.RetainedData;
import jakarta.inject.Inject;
import java.time.Instant;

/**
 * Forgets the last delivery of a source after a day, if no other replaced it: its person may be a
 * lead, whom an erasure does not find there.
 */
final class OldHookSamples implements RetainedData {

  static final int DAYS = 1;
  private static final DataKind KIND = DataKind.fixed("SOURCE_SAMPLES", DAYS);

  private final HookSampleStore store;

  @Inject
  OldHookSamples(HookSampleStore store) {
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
