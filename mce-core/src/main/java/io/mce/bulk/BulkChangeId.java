package io.mce.bulk;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies a change of many leads. */
public record BulkChangeId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static BulkChangeId of(String text) {
    return new BulkChangeId(Ids.parse("bulk change", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
