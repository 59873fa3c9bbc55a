package io.mce.channel;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies a dispatch: one message on its way to one person. */
public record DispatchId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static DispatchId of(String text) {
    return new DispatchId(Ids.parse("dispatch", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
