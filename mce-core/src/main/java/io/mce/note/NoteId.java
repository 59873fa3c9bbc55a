package io.mce.note;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies one note. */
public record NoteId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static NoteId of(String text) {
    return new NoteId(Ids.parse("note", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
