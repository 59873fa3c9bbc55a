package io.mce.workflow;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies one run of a workflow. */
public record RunId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static RunId of(String text) {
    return new RunId(Ids.parse("run", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
