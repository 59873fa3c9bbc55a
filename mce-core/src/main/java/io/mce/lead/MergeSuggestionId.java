package io.mce.lead;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies one suggestion that two leads are one person. */
public record MergeSuggestionId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static MergeSuggestionId of(String text) {
    return new MergeSuggestionId(Ids.parse("suggestion", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
