package io.mce.ingestion;

import io.mce.lead.CaptureScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of leads on its way in.
 *
 * @param source what its leads carry as their source
 * @param scope which rows are wanted
 * @param automations whether workflows react to its leads
 * @param upload how much of the file is here
 * @param check what would become of the rows, before they are taken
 * @param rows rows in the file, without the header; zero until they are counted
 * @param counts what became of the rows
 * @param worked how long rows were being taken
 * @param failure why it failed, as a sentence
 * @param undo how far its undo is, if there is one
 */
public record Import(
    ImportId id,
    String fileName,
    SourceId source,
    ImportStatus status,
    ImportMode mode,
    CaptureScope scope,
    boolean automations,
    ImportUpload upload,
    ImportCheck check,
    long rows,
    ImportCounts counts,
    Duration worked,
    Optional<String> failure,
    Optional<ImportUndo> undo,
    ImportedBy startedBy,
    Instant createdAt,
    Optional<Instant> finishedAt) {

  /** Rows done so far. */
  public long processed() {
    return counts.processed();
  }

  /** Rows that made a lead. */
  public long created() {
    return counts.created();
  }

  /** Rows that said something new about a lead from before. */
  public long updated() {
    return counts.updated();
  }

  /** Rows that repeat a lead. */
  public long duplicates() {
    return counts.duplicates();
  }

  /** Rows that the import was told to leave out. */
  public long skipped() {
    return counts.skipped();
  }

  /** Rows that cannot become a lead. */
  public long rejected() {
    return counts.rejected();
  }

  /** Rows per second of work; empty while there is nothing to tell it by. */
  public OptionalLong rowsPerSecond() {
    return worked.isPositive() && processed() > 0
        ? OptionalLong.of(Math.max(1, processed() * 1_000 / worked.toMillis()))
        : OptionalLong.empty();
  }

  /** How long the rest will take at this speed; empty unless rows are being taken. */
  public Optional<Duration> remaining() {
    OptionalLong speed = rowsPerSecond();
    return status == ImportStatus.RUNNING && speed.isPresent() && rows >= processed()
        ? Optional.of(Duration.ofSeconds(Math.ceilDiv(rows - processed(), speed.getAsLong())))
        : Optional.empty();
  }

  Import plus(ImportCounts more, Duration moreWork) {
    return new Import(
        id,
        fileName,
        source,
        status,
        mode,
        scope,
        automations,
        upload,
        check,
        rows,
        counts.plus(more),
        worked.plus(moreWork),
        failure,
        undo,
        startedBy,
        createdAt,
        finishedAt);
  }
}
