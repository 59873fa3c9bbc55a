package io.mce.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mce.kernel.PersonalRecords;
import io.mce.kernel.SpreadsheetCell;
import io.mce.persistence.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/**
 * Everything that is stored about a person, as of one moment. Immutable; its text form shows no
 * values.
 */
public final class PersonExport {

  /** The one file that holds all sections. */
  public static final String JSON_FILE = "person.json";

  private final UUID person;
  private final Instant at;
  private final Map<String, List<Map<String, Object>>> sections;

  PersonExport(UUID person, Instant at, PersonalRecords records) {
    this.person = person;
    this.at = at;
    this.sections = records.sections();
  }

  /** Whom it is about. */
  public UUID person() {
    return person;
  }

  /** As of when. */
  public Instant at() {
    return at;
  }

  /** The rows by section: {@code lead}, {@code messages} and so on; unmodifiable. */
  public Map<String, List<Map<String, Object>>> sections() {
    return sections;
  }

  /**
   * Writes a zip: {@value #JSON_FILE} with everything, and a CSV file for each section. Leaves the
   * stream open. Touches no database.
   */
  public void writeZip(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, UTF_8);
    zip.putNextEntry(new ZipEntry(JSON_FILE));
    zip.write(json().getBytes(UTF_8));
    zip.closeEntry();
    for (Map.Entry<String, List<Map<String, Object>>> section : sections.entrySet()) {
      zip.putNextEntry(new ZipEntry(section.getKey() + ".csv"));
      zip.write(csv(section.getValue()).getBytes(UTF_8));
      zip.closeEntry();
    }
    zip.finish();
  }

  private String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("person", person.toString());
    document.put("exportedAt", at.toString());
    sections.forEach((name, rows) -> document.put(name, rows.stream().map(this::plain).toList()));
    return Json.write(document);
  }

  private static String csv(List<Map<String, Object>> rows) throws IOException {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    CSVFormat format = CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.MINIMAL).get();
    StringBuilder text = new StringBuilder();
    format.printRecord(text, columns);
    for (Map<String, Object> row : rows) {
      List<String> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(cell(row.get(column))));
      format.printRecord(text, cells);
    }
    return text.toString();
  }

  private static String cell(@org.jspecify.annotations.Nullable Object value) {
    String text =
        switch (value) {
          case null -> "";
          case Map<?, ?> map -> Json.write(map);
          case Collection<?> list -> Json.write(list);
          default -> value.toString();
        };
    return SpreadsheetCell.escaped(text);
  }

  /** Times as texts; all else is JSON already. */
  private Object plain(Object value) {
    return switch (value) {
      case Instant time -> time.toString();
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(String.valueOf(key), plain(each)));
        yield copy;
      }
      case Collection<?> list -> list.stream().map(this::plain).toList();
      default -> value;
    };
  }

  @Override
  public String toString() {
    return "PersonExport[" + person + ", " + sections.keySet() + "]";
  }
}
