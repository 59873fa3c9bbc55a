package io.mce.project;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies a project. */
public record ProjectId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static ProjectId of(String text) {
    return new ProjectId(Ids.parse("project", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
