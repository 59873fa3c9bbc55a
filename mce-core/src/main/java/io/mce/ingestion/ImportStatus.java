package io.mce.ingestion;

/** How far an import is. */
public enum ImportStatus {
  QUEUED,
  RUNNING,
  COMPLETED,
  /** It ended early; the failure says why. The rows counted until then are stored. */
  FAILED
}
