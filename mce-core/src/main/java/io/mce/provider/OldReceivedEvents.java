package io.mce.provider;

import io.mce.kernel.DataKind;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.RetainedData;
import jakarta.inject.Inject;
import java.time.Instant;

/**
 * Forgets what remotes brought and nobody could handle. What was handled keeps nothing of its
 * content and is forgotten by {@link ReceivedEventRetention}.
 */
final class OldReceivedEvents implements RetainedData {

  private static final DataKind KIND = DataKind.kept("RECEIVED_EVENTS", 7, 365, 90);

  private final ReceivedEventStore store;

  @Inject
  OldReceivedEvents(ReceivedEventStore store) {
    this.store = store;
  }

  @Override
  public DataKind kind() {
    return KIND;
  }

  @Override
  public int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return store.removeDead(organizationId, before, limit);
  }
}
