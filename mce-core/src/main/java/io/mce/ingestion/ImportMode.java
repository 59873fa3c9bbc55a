package io.mce.ingestion;

/** What an import does about rows that cannot become leads. */
public enum ImportMode {
  /** Takes every row that can, and reports the others. */
  VALID_ROWS,
  /**
   * Takes no row unless all can: looks at all of them first, and takes back what it took should it
   * fail later.
   */
  ALL_OR_NOTHING
}
