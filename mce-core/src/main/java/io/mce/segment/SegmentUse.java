package io.mce.segment;

import io.mce.kernel.OrganizationId;
import io.mce.spi.Internal;
import java.util.Optional;

/** A higher feature's share of what segments are used for. Each binds one. Thread-safe. */
@Internal
public interface SegmentUse {

  /** Names something that needs the segment, as in {@code the campaign "May"}. */
  Optional<String> user(OrganizationId organizationId, SegmentId segmentId);
}
