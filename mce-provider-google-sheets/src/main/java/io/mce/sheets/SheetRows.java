package io.mce.sheets;

import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rows of a sheet at one moment, each with an identity that does not depend on where it stands.
 *
 * <p>With a key column the key names the row, and of several rows with one key the lowest counts.
 * Without, what the row says names it: its values without regard to letter case, spaces and order,
 * and, where several rows say the same, which of them it is. Names of columns do not count, so that
 * renaming one makes no row a new one.
 *
 * @param header the names of the columns that are read
 * @param rows the rows that hold anything, in the order of the sheet
 * @param fingerprint the same while header and rows are
 */
record SheetRows(List<String> header, List<SheetRow> rows, String fingerprint) {

  private static final int HASH = 32;
  private static final String SEPARATOR = "\u001f";

  /**
   * A row.
   *
   * @param id names the row for ever
   * @param version names what it says
   * @param complete whether all that is required is filled in
   */
  record SheetRow(String id, String version, boolean complete, Map<String, String> fields) {}

  SheetRows {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  /**
   * Reads the cells of a whole sheet.
   *
   * @throws ProviderException INVALID_REQUEST when the sheet is not as the settings say
   */
  static SheetRows of(List<List<String>> cells, SheetsSettings settings) {
    List<String> names =
        cells.size() < settings.headerRow() ? List.of() : cells.get(settings.headerRow() - 1);
    Map<Integer, String> columns = columns(names, settings);
    if (columns.isEmpty()) {
      throw wrong(
          "Row %d of the sheet is empty. It must hold the names of the columns: name, phone, e-mail."
              .formatted(settings.headerRow()));
    }
    Set<String> present = folded(columns.values());
    for (String wanted : wanted(settings)) {
      if (!present.contains(fold(wanted))) {
        throw wrong(
            "The sheet has no column \"%s\" in row %d. Name it so, or change the settings."
                .formatted(wanted, settings.headerRow()));
      }
    }
    List<SheetRow> rows =
        rows(
            cells.subList(Math.min(cells.size(), settings.headerRow()), cells.size()),
            columns,
            settings);
    List<String> header = List.copyOf(columns.values());
    String said =
        rows.stream().map(row -> row.version() + row.complete()).collect(Collectors.joining());
    return new SheetRows(
        header, rows, hash(String.join(SEPARATOR, header) + SEPARATOR + SEPARATOR + said));
  }

  /** Refuses a sheet that has lost a column since it was last read. */
  void requireColumns(Collection<String> before) {
    Set<String> present = folded(header);
    for (String name : before) {
      if (!present.contains(fold(name))) {
        throw wrong(
            ("The column \"%s\" is gone from the sheet. Give it its name back, or press \"Read"
                    + " again\" to go on with the columns as they are now.")
                .formatted(name));
      }
    }
  }

  private static ProviderException wrong(String message) {
    return ProviderException.of(ErrorKind.INVALID_REQUEST, message);
  }

  private static List<String> wanted(SheetsSettings settings) {
    List<String> wanted = new ArrayList<>(settings.columns());
    wanted.addAll(settings.requiredColumns());
    settings.keyColumn().ifPresent(wanted::add);
    return wanted;
  }

  /** The columns that are read: their places and their names, each name once. */
  private static Map<Integer, String> columns(List<String> names, SheetsSettings settings) {
    Set<String> chosen = settings.columns().isEmpty() ? Set.of() : folded(wanted(settings));
    Map<Integer, String> columns = new LinkedHashMap<>();
    Map<String, Integer> count = new HashMap<>();
    for (int at = 0; at < names.size(); at++) {
      String name = names.get(at);
      if (!name.isBlank() && (chosen.isEmpty() || chosen.contains(fold(name)))) {
        int number = count.merge(fold(name), 1, Integer::sum);
        columns.put(at, number == 1 ? name : name + " (" + number + ")");
      }
    }
    return columns;
  }

  private static List<SheetRow> rows(
      List<List<String>> cells, Map<Integer, String> columns, SheetsSettings settings) {
    Map<String, SheetRow> rows = new LinkedHashMap<>();
    Map<String, Integer> occurrences = new HashMap<>();
    for (List<String> row : cells) {
      Map<String, String> fields = new LinkedHashMap<>();
      columns.forEach((at, name) -> {
        String value = at < row.size() ? row.get(at).strip() : "";
        if (!value.isEmpty()) {
          fields.put(name, value);
        }
      });
      if (!fields.isEmpty()) {
        SheetRow read = row(fields, settings, occurrences);
        rows.put(read.id(), read);
      }
    }
    return List.copyOf(rows.values());
  }

  private static SheetRow row(
      Map<String, String> fields, SheetsSettings settings, Map<String, Integer> occurrences) {
    String said =
        hash(
            fields.values().stream()
                .map(SheetRows::fold)
                .sorted()
                .collect(Collectors.joining(SEPARATOR)));
    Set<String> filled = folded(fields.keySet());
    boolean complete =
        settings.requiredColumns().stream().map(SheetRows::fold).allMatch(filled::contains);
    Optional<String> key = settings.keyColumn().flatMap(column -> value(fields, column));
    if (key.isPresent()) {
      return new SheetRow(key.get(), "key-" + hash(key.get()) + "-" + said, complete, fields);
    }
    // A row that has no key yet is not finished; it is known by what it says until then.
    String id = "row-" + said + "-" + occurrences.merge(said, 1, Integer::sum);
    return new SheetRow(id, id, complete && settings.keyColumn().isEmpty(), fields);
  }

  private static Optional<String> value(Map<String, String> fields, String column) {
    return fields.entrySet().stream()
        .filter(field -> fold(field.getKey()).equals(fold(column)))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Set<String> folded(Collection<String> names) {
    return names.stream().map(SheetRows::fold).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String fold(String text) {
    return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** How many rows there are: what they say is personal. */
  @Override
  public String toString() {
    return "SheetRows[" + header.size() + " columns, " + rows.size() + " rows]";
  }
}
