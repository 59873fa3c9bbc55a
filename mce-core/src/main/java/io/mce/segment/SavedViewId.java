package io.mce.segment;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies a saved view. */
public record SavedViewId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static SavedViewId of(String text) {
    return new SavedViewId(Ids.parse("saved view", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
