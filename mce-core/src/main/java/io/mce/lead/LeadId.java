package io.mce.lead;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies a lead: one person an organization talks to. */
public record LeadId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static LeadId of(String text) {
    return new LeadId(Ids.parse("lead", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
