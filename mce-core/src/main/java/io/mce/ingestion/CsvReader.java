package io.mce.ingestion;

import io.mce.ingestion.CsvRow.Problem;
import io.mce.kernel.SpreadsheetCell;
import java.io.Closeable;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a file row by row, passing over blank rows. Not thread-safe. */
final class CsvReader implements Closeable {

  private static final int LONGEST_ROW = 1_000_000;

  private final RowReader text;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final char delimiter;
  private int expectedCells;

  CsvReader(Reader reader, CSVFormat format, char delimiter) {
    this.text = new RowReader(reader);
    this.delimiter = delimiter;
    try {
      this.parser = CSVParser.builder().setReader(text).setFormat(format).get();
    } catch (IOException e) {
      throw unreadable(e);
    }
    this.records = parser.iterator();
  }

  /** From here on rows with another number of cells are looked at twice. */
  void expectCells(int cells) {
    this.expectedCells = cells;
  }

  /**
   * Returns the next row that is not blank; empty at the end of the file.
   *
   * @throws io.mce.kernel.MceException INVALID when a row has no end
   */
  Optional<CsvRow> next() {
    try {
      while (records.hasNext()) {
        CSVRecord record = records.next();
        text.rowEnded();
        List<String> cells =
            record.stream().map(String::strip).map(SpreadsheetCell::unescaped).toList();
        CsvRow row = new CsvRow(record.getRecordNumber(), cells, problem(cells));
        if (!row.isBlank()) {
          return Optional.of(row);
        }
      }
      return Optional.empty();
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      throw cause == null ? e : unreadable(cause);
    }
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  static RuntimeException unreadable(IOException e) {
    return e instanceof RowWithoutEndException endless
        ? CsvFile.invalid(
            "Row %d and what follows is longer than any row can be.".formatted(endless.row),
            "There is probably a quotation mark that is never closed; remove it.")
        : new UncheckedIOException(e);
  }

  private Optional<Problem> problem(List<String> cells) {
    if (expectedCells > 0 && cells.stream().anyMatch(this::holdsRows)) {
      return Optional.of(
          new Problem(
              "ROW_QUOTES",
              "A quotation mark in this row is never closed, and so swallowed the rows after it.",
              "Remove the quotation mark, or close it at the end of the cell."));
    }
    boolean surplus =
        expectedCells > 0 && cells.stream().skip(expectedCells).anyMatch(cell -> !cell.isEmpty());
    return surplus
        ? Optional.of(
            new Problem(
                "ROW_TOO_LONG",
                "The row has %d cells and the header has %d."
                    .formatted(cells.size(), expectedCells),
                "Put quotation marks around each value that holds a %s."
                    .formatted(nameOf(delimiter))))
        : Optional.empty();
  }

  /** A line in a cell that has as many delimiters as a row is a row. */
  private boolean holdsRows(String cell) {
    return expectedCells > 2
        && cell.indexOf('\n') >= 0
        && cell.lines()
            .skip(1)
            .anyMatch(
                line -> line.chars().filter(c -> c == delimiter).count() >= expectedCells - 1);
  }

  private static String nameOf(char delimiter) {
    return switch (delimiter) {
      case ',' -> "comma";
      case ';' -> "semicolon";
      case '\t' -> "tab";
      default -> "'" + delimiter + "'";
    };
  }

  /** Stops a row that never ends before it fills the memory. */
  private static final class RowReader extends FilterReader {

    private long rows;
    private long length;

    RowReader(Reader in) {
      super(in);
    }

    void rowEnded() {
      rows++;
      length = 0;
    }

    @Override
    public int read() throws IOException {
      count(1);
      return super.read();
    }

    @Override
    public int read(char[] buffer, int offset, int wanted) throws IOException {
      int read = super.read(buffer, offset, wanted);
      count(read);
      return read;
    }

    private void count(int read) throws RowWithoutEndException {
      length += read;
      if (length > LONGEST_ROW) {
        throw new RowWithoutEndException(rows + 1);
      }
    }
  }

  private static final class RowWithoutEndException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long row;

    RowWithoutEndException(long row) {
      super("a row without end");
      this.row = row;
    }
  }
}
