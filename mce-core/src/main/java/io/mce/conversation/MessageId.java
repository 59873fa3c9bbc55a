package io.mce.conversation;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies a message. */
public record MessageId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static MessageId of(String text) {
    return new MessageId(Ids.parse("message", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
