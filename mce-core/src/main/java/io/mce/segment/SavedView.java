package io.mce.segment;

import java.time.Instant;
import java.util.Optional;

/**
 * How someone looks at the list of leads.
 *
 * @param owner who saved it, by the id of the actor
 * @param shared whether the others of the organization see it, too; only the owner changes it
 * @param pinned whether it stands before the others
 * @param version grows with each change
 */
public record SavedView(
    SavedViewId id,
    String owner,
    boolean shared,
    boolean pinned,
    ViewLook look,
    Optional<SegmentId> segment,
    Instant createdAt,
    long version) {}
