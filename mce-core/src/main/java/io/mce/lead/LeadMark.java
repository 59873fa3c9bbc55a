package io.mce.lead;

import io.mce.organization.MemberId;
import io.mce.spi.Internal;
import java.util.Optional;

/**
 * What tells whether a lead was changed since it was looked at. The version counts edits; a new
 * owner is none.
 *
 * @param deleted whether it is in the archive, or merged into another
 */
@Internal
public record LeadMark(LeadId id, long version, Optional<MemberId> owner, boolean deleted) {

  static LeadMark of(LeadRow row) {
    return new LeadMark(row.id(), row.version(), row.owner(), row.deleted());
  }
}
