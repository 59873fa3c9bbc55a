package io.mce.ingestion;

/**
 * Something in a file that could not be used. Only {@code value} is personal.
 *
 * @param row as a spreadsheet shows it: the header is row 1
 * @param column header of the column
 * @param value what the cell holds
 * @param code stable name of the reason, in capitals
 * @param reason what is wrong, as a sentence
 * @param hint what to do about it, as a sentence
 */
public record ImportError(
    long row, String column, String value, String code, String reason, String hint) {

  /** Where and what, without the value. */
  @Override
  public String toString() {
    return "ImportError[" + row + ", " + column + ", " + code + "]";
  }
}
