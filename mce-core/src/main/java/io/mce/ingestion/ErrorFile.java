package io.mce.ingestion;

import io.mce.ingestion.ImportErrorStore.FaultyRow;
import io.mce.ingestion.ImportStore.Order;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.SpreadsheetCell;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/**
 * Writes what could not be used as a file like the one that was sent, with what is wrong behind
 * each row: mended, it can be sent again.
 */
final class ErrorFile {

  private static final int ROWS_AT_ONCE = 500;

  private final ImportErrorStore errors;

  @Inject
  ErrorFile(ImportErrorStore errors) {
    this.errors = errors;
  }

  void write(OrganizationId organizationId, Order order, Appendable out) throws IOException {
    char delimiter = order.delimiter().orElse(',');
    CSVFormat format =
        CSVFormat.RFC4180.builder().setDelimiter(delimiter).setQuoteMode(QuoteMode.MINIMAL).get();
    int columns = order.headers().size();
    List<String> headers = new ArrayList<>(order.headers());
    headers.add("Import problem");
    headers.add("Import hint");
    format.printRecord(out, headers.stream().map(SpreadsheetCell::escaped).toArray());
    ImportId importId = order.stored().id();
    List<FaultyRow> rows = errors.rows(organizationId, importId, -1, ROWS_AT_ONCE);
    while (!rows.isEmpty()) {
      long last = rows.getLast().number();
      Map<Long, List<ImportError>> ofRows =
          errors.errorsOf(organizationId, importId, rows.getFirst().number(), last).stream()
              .collect(Collectors.groupingBy(ImportError::row));
      for (FaultyRow row : rows) {
        List<String> cells = cells(row.cells(), columns, delimiter);
        List<ImportError> ofRow = ofRows.getOrDefault(row.number(), List.of());
        cells.add(ofRow.stream().map(ErrorFile::problem).collect(Collectors.joining(" ")));
        cells.add(
            ofRow.stream().map(ImportError::hint).distinct().collect(Collectors.joining(" ")));
        format.printRecord(out, cells.stream().map(SpreadsheetCell::escaped).toArray());
      }
      rows = errors.rows(organizationId, importId, last, ROWS_AT_ONCE);
    }
  }

  private static String problem(ImportError error) {
    return error.column() + ": " + error.reason();
  }

  /** As many cells as the header has; what is too much stands in the last one. */
  private static List<String> cells(List<String> cells, int columns, char delimiter) {
    List<String> even = new ArrayList<>(cells.subList(0, Math.min(cells.size(), columns)));
    if (cells.size() > columns && columns > 0) {
      even.set(
          columns - 1,
          String.join(String.valueOf(delimiter), cells.subList(columns - 1, cells.size())));
    }
    while (even.size() < columns) {
      even.add("");
    }
    return even;
  }
}
