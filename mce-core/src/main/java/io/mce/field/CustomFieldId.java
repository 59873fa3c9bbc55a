package io.mce.field;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies one custom field. */
public record CustomFieldId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static CustomFieldId of(String text) {
    return new CustomFieldId(Ids.parse("field", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
