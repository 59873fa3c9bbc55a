package io.mce.ingestion;

/** What an import does about rows that cannot become leads. */
public enum ImportMode {
  /** Takes every row that can, and reports the others. */
  VALID_ROWS
}
