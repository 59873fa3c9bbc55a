package io.mce.crash;

import io.mce.ingestion.ImportMode;

/**
 * One way to import and to be killed while at it.
 *
 * @param script what is done with the import
 * @param kills how many kills have to hit
 * @param seed what the file and the moments are made from
 */
record ImportCell(Storage storage, Script script, ImportMode mode, int rows, int kills, long seed) {

  /** What is done with an import, and where it is killed. */
  enum Script {
    /** Killed while it takes rows. */
    TO_THE_END,
    /** The same, and every other time it is paused first, killed at rest, and resumed. */
    WITH_PAUSES,
    /** Taken back after its end, and killed while that goes on. */
    UNDONE
  }

  ImportFile content() {
    return new ImportFile(seed, rows, mode == ImportMode.ALL_OR_NOTHING);
  }

  @Override
  public String toString() {
    return "%s %s %s %d rows, %d kills, seed %d"
        .formatted(storage, script, mode, rows, kills, seed);
  }
}
