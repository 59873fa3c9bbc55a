package io.mce.ingestion;

import java.time.Instant;
import java.util.Optional;

/**
 * A file of leads on its way in. {@code created + updated + duplicates + rejected} is always {@code
 * processed}.
 *
 * @param source what its leads carry as their source
 * @param automations whether workflows react to its leads
 * @param rows rows in the file, without the header
 * @param processed rows done so far
 * @param updated rows that said something new about a lead from before this import
 * @param duplicates rows that repeat a lead: one from before without news, or another row of the
 *     file
 * @param rejected rows that cannot become a lead
 * @param failure why it failed, as a sentence
 */
public record Import(
    ImportId id,
    String fileName,
    SourceId source,
    ImportStatus status,
    ImportMode mode,
    boolean automations,
    long rows,
    long processed,
    long created,
    long updated,
    long duplicates,
    long rejected,
    Optional<String> failure,
    Instant createdAt,
    Optional<Instant> finishedAt) {

  Import plus(
      long moreProcessed,
      long moreCreated,
      long moreUpdated,
      long moreDuplicates,
      long moreRejected) {
    return new Import(
        id,
        fileName,
        source,
        status,
        mode,
        automations,
        rows,
        processed + moreProcessed,
        created + moreCreated,
        updated + moreUpdated,
        duplicates + moreDuplicates,
        rejected + moreRejected,
        failure,
        createdAt,
        finishedAt);
  }
}
