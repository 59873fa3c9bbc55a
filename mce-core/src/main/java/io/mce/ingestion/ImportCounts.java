package io.mce.ingestion;

/**
 * What became of rows, or what would. {@code created + updated + duplicates + skipped + rejected}
 * is always {@code processed}.
 *
 * @param updated rows that said something new about a lead from before the import
 * @param duplicates rows that repeat a lead: one from before without news, or another row
 * @param skipped rows that the import was told to leave out
 * @param rejected rows that cannot become a lead
 */
public record ImportCounts(
    long processed, long created, long updated, long duplicates, long skipped, long rejected) {

  /** Nothing yet. */
  public static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0, 0, 0);

  ImportCounts plus(ImportCounts more) {
    return new ImportCounts(
        processed + more.processed,
        created + more.created,
        updated + more.updated,
        duplicates + more.duplicates,
        skipped + more.skipped,
        rejected + more.rejected);
  }
}
