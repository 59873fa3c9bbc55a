package io.mce.ingestion;

import java.util.List;
import java.util.Optional;

/**
 * A row of a file.
 *
 * @param number as a spreadsheet shows it: the header is usually row 1, blank rows count
 * @param cells without the space around them; no cell is left out
 * @param problem why the row cannot be trusted, if it cannot
 */
record CsvRow(long number, List<String> cells, Optional<Problem> problem) {

  CsvRow {
    cells = List.copyOf(cells);
  }

  /**
   * What is wrong with the form of a row.
   *
   * @param code stable name of the reason, in capitals
   */
  record Problem(String code, String reason, String hint) {}

  /** Returns the cell at this place; blank where the row is shorter. */
  String cell(int at) {
    return at < cells.size() ? cells.get(at) : "";
  }

  boolean isBlank() {
    return cells.stream().allMatch(String::isEmpty);
  }

  /** The number only: the rest is personal. */
  @Override
  public String toString() {
    return "CsvRow[" + number + "]";
  }
}
