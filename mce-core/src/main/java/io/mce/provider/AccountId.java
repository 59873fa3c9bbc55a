package io.mce.provider;

import io.mce.kernel.Ids;
import io.mce.kernel.MceException;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies a provider account of one organization. */
public record AccountId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws MceException NOT_FOUND when the text is no id
   */
  public static AccountId of(String text) {
    return new AccountId(Ids.parse("channel", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
