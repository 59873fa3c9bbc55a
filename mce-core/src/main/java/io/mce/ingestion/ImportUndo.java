package io.mce.ingestion;

import java.time.Instant;

/**
 * How far the undo of an import is.
 *
 * @param removed leads it had created and that are gone
 * @param restored leads that are as they were before it
 * @param kept leads that were left as they are, wholly or in part, because of what happened since
 */
public record ImportUndo(ImportedBy by, Instant at, long removed, long restored, long kept) {}
