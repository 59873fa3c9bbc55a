package io.mce.segment;

import java.time.Instant;

/**
 * Conditions on leads under a name. Who is in it is asked each time and stored nowhere.
 *
 * @param name unique among the segments of the organization
 * @param version grows with each change
 */
public record Segment(
    SegmentId id,
    String name,
    SegmentDefinition definition,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
