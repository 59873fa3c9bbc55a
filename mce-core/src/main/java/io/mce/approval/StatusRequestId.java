package io.mce.approval;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies one request for a change of status. */
public record StatusRequestId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static StatusRequestId of(String text) {
    return new StatusRequestId(Ids.parse("status request", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
