package io.mce.segment;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies a segment. */
public record SegmentId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static SegmentId of(String text) {
    return new SegmentId(Ids.parse("segment", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
