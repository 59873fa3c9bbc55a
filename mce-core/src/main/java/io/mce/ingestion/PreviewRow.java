package io.mce.ingestion;

import io.mce.lead.LeadId;
import java.util.List;
import java.util.Optional;

/**
 * A row of a file, and what would become of it.
 *
 * @param row as a spreadsheet shows it: the header is row 1
 * @param cells as they are read, one for each column of the header
 * @param leadId the lead it would meet, if there is one
 * @param problems why it cannot become a lead, or what of it cannot be used
 */
public record PreviewRow(
    long row,
    PreviewVerdict verdict,
    List<String> cells,
    Optional<LeadId> leadId,
    List<ImportError> problems) {

  /** Copies the lists. */
  public PreviewRow {
    cells = List.copyOf(cells);
    problems = List.copyOf(problems);
  }

  /** The number and the verdict: the rest is personal. */
  @Override
  public String toString() {
    return "PreviewRow[" + row + ", " + verdict + "]";
  }
}
