package io.mce.ingestion;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies an import of a file. */
public record ImportId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static ImportId of(String text) {
    return new ImportId(Ids.parse("import", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
