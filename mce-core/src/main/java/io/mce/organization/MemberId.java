package io.mce.organization;

import io.mce.kernel.Ids;
import io.mce.kernel.MceException;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies a member of one organization. */
public record MemberId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws MceException NOT_FOUND when the text is no id
   */
  public static MemberId of(String text) {
    return new MemberId(Ids.parse("member", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
