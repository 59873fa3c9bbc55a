package io.mce.workflow;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies a workflow. */
public record WorkflowId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static WorkflowId of(String text) {
    return new WorkflowId(Ids.parse("workflow", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
