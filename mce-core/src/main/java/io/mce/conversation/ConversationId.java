package io.mce.conversation;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies a conversation. */
public record ConversationId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static ConversationId of(String text) {
    return new ConversationId(Ids.parse("conversation", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
