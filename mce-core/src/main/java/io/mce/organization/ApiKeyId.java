package io.mce.organization;

import io.mce.kernel.Ids;
import io.mce.kernel.MceException;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies an API key of one organization. */
public record ApiKeyId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws MceException NOT_FOUND when the text is no id
   */
  public static ApiKeyId of(String text) {
    return new ApiKeyId(Ids.parse("API key", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
