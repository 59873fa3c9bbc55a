package io.mce.ingestion;

/** How far an import is. */
public enum ImportStatus {
  /** Its file is arriving. */
  UPLOADING,
  /** Its file is here, and nobody said yet how to import it; removed after a day. */
  DRAFT,
  QUEUED,
  /** All rows are looked at before the first is taken. */
  CHECKING,
  RUNNING,
  PAUSED,
  COMPLETED,
  /** It ended early; the failure says why. The rows counted until then are stored. */
  FAILED,
  /** A person ended it. The rows counted until then are stored. */
  CANCELLED,
  /** What it did is being taken back. */
  UNDOING,
  /** What it did was taken back. */
  UNDONE
}
