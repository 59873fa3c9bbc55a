package io.mce.organization;

import io.mce.kernel.Ids;
import io.mce.kernel.MceException;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies an invitation of one organization. */
public record InvitationId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws MceException NOT_FOUND when the text is no id
   */
  public static InvitationId of(String text) {
    return new InvitationId(Ids.parse("invitation", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
