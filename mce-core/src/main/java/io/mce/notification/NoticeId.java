package io.mce.notification;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies a notice. */
public record NoticeId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static NoticeId of(String text) {
    return new NoticeId(Ids.parse("notice", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
