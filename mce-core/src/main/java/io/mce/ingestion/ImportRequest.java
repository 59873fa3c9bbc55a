package io.mce.ingestion;

import java.util.Map;
import java.util.Optional;

/**
 * How to import a file.
 *
 * @param fileName as the person knows it
 * @param mapping header of a column to the field it holds; for headers not named here, and where
 *     nothing is given, it is guessed
 * @param automations whether workflows react to the leads; off, an import greets nobody
 * @param source what the leads carry as their source; "import" when absent
 */
public record ImportRequest(
    String fileName,
    Map<String, String> mapping,
    ImportMode mode,
    boolean automations,
    Optional<SourceId> source) {

  /** Copies the mapping. */
  public ImportRequest {
    mapping = Map.copyOf(mapping);
  }

  /** Valid rows of this file, greeting nobody. */
  public static ImportRequest of(String fileName) {
    return new ImportRequest(fileName, Map.of(), ImportMode.VALID_ROWS, false, Optional.empty());
  }
}
