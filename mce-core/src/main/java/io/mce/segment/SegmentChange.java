package io.mce.segment;

import java.util.Optional;

/** An edit of a segment: what is absent stays as it is. */
public record SegmentChange(Optional<String> name, Optional<SegmentDefinition> definition) {

  /** An edit that changes nothing yet. */
  public static SegmentChange none() {
    return new SegmentChange(Optional.empty(), Optional.empty());
  }

  /** The same with a name. */
  public SegmentChange name(String wanted) {
    return new SegmentChange(Optional.of(wanted), definition);
  }

  /** The same with conditions. */
  public SegmentChange definition(SegmentDefinition wanted) {
    return new SegmentChange(name, Optional.of(wanted));
  }
}
