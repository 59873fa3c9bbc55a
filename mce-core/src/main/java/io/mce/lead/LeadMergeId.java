package io.mce.lead;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies one merge of two leads. */
public record LeadMergeId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static LeadMergeId of(String text) {
    return new LeadMergeId(Ids.parse("merge", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
