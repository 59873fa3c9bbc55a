package io.mce.bulk;

/** How far a change of many leads is. */
public enum BulkStatus {
  /** Notes which leads it is about. */
  COLLECTING,
  /** Changes one lead after another. */
  RUNNING,
  /** Went through all of them. */
  COMPLETED,
  /** Was ended early by a person; what was changed stays, and can be undone. */
  CANCELLED,
  /** Could not go on; what was changed stays, and can be undone. */
  FAILED;

  /** Tells whether nothing more will happen. */
  public boolean hasEnded() {
    return this != COLLECTING && this != RUNNING;
  }
}
