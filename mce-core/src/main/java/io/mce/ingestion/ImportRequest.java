package io.mce.ingestion;

/**
 * A file to import.
 *
 * @param fileName as the person knows it
 */
public record ImportRequest(String fileName, ImportTerms terms) {

  /** Valid rows of this file, greeting nobody. */
  public static ImportRequest of(String fileName) {
    return new ImportRequest(fileName, ImportTerms.USUAL);
  }
}
