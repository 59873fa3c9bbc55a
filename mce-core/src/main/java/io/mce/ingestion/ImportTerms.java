package io.mce.ingestion;

import io.mce.lead.CaptureScope;
import java.util.Map;
import java.util.Optional;

/**
 * How to import a file.
 *
 * @param mapping header of a column to the field it holds; for headers not named here, and where
 *     nothing is given, it is guessed
 * @param scope which rows are wanted
 * @param automations whether workflows react to the leads; off, an import greets nobody
 * @param source what the leads carry as their source; "import" when absent
 */
public record ImportTerms(
    Map<String, String> mapping,
    CaptureScope scope,
    ImportMode mode,
    boolean automations,
    Optional<SourceId> source) {

  /** Valid rows of people known and unknown, guessing the columns, greeting nobody. */
  public static final ImportTerms USUAL =
      new ImportTerms(
          Map.of(), CaptureScope.CREATE_AND_UPDATE, ImportMode.VALID_ROWS, false, Optional.empty());

  /** Copies the mapping. */
  public ImportTerms {
    mapping = Map.copyOf(mapping);
  }

  /** The same with these columns. */
  public ImportTerms mapping(Map<String, String> value) {
    return new ImportTerms(value, scope, mode, automations, source);
  }

  /** The same for these rows. */
  public ImportTerms scope(CaptureScope value) {
    return new ImportTerms(mapping, value, mode, automations, source);
  }

  /** The same in this mode. */
  public ImportTerms mode(ImportMode value) {
    return new ImportTerms(mapping, scope, value, automations, source);
  }

  /** The same with workflows reacting, or not. */
  public ImportTerms automations(boolean value) {
    return new ImportTerms(mapping, scope, mode, value, source);
  }

  /** The same from this source. */
  public ImportTerms source(SourceId value) {
    return new ImportTerms(mapping, scope, mode, automations, Optional.of(value));
  }
}
