package io.mce.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Everything that an import left in a database, as sorted lines without times and ids: a lead is
 * named by the rows that speak of it, a member by number. Left out is what is found afterwards, by
 * workers that cut their batches by time: suggestions of merges, figures of the dashboard, and
 * notices to members ("several leads at once" is said once an hour).
 */
final class ImportDump {

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final CrashDatabase database;
  private final Map<String, String> sealed = new HashMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  private ImportDump(CrashDatabase database) {
    this.database = database;
  }

  /**
   * Reads a database at rest.
   *
   * @param sealed what the engine wrote of what is sealed, a line for each lead
   */
  static List<String> of(CrashDatabase database, Path sealed) {
    ImportDump dump = new ImportDump(database);
    dump.readSealed(sealed);
    dump.nameMembers();
    dump.nameLeads();
    dump.leads();
    dump.rest();
    dump.events();
    Collections.sort(dump.lines);
    return dump.lines;
  }

  private void readSealed(Path file) {
    try {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split("\t", 2);
        sealed.put(parts[0], parts[1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void nameMembers() {
    database.rows(
        "select id, name from mce_member", row -> keys.put(row.getString(1), row.getString(2)));
  }

  private void nameLeads() {
    database.rows(
        "select id, tags from mce_lead", row -> keys.put(row.getString(1), tags(row.getString(2))));
  }

  /** The rows that speak of a lead. */
  private static String tags(String json) {
    return Arrays.stream(json.replaceAll("[\\[\\]\"\\s]", "").split(",")).sorted().toList() + "";
  }

  private void leads() {
    database.rows(
        """
        select id, name, company, source, status, score, score_reasons, owner_id, automation,
          automation_reason, merged_into, version,
          case when import_id is null then 'by hand' else 'imported' end,
          case when deleted_at is null then 'there' else 'deleted' end,
          case when undone_at is null then '' else 'undone' end
        from mce_lead
        """,
        row -> {
          String id = row.getString(1);
          String text = sealed.getOrDefault(id, "hidden");
          lines.add("lead " + keys.get(id) + " " + columns(row, 2, 15) + " " + text);
        });
    database.rows(
        "select lead_id, tag from mce_lead_tag",
        row -> lines.add("tag " + name(row.getString(1)) + " " + row.getString(2)));
    database.rows(
        "select lead_id, kind from mce_lead_identifier",
        row -> lines.add("identifier " + name(row.getString(1)) + " " + row.getString(2)));
  }

  private void rest() {
    each("merge", "select survivor_id, merged_id, unmerged_at is null from mce_lead_merge");
    each("journal", "select lead_id, version, kept from mce_lead_undo");
    each("turn", "select last_member_id from mce_assignment_turn");
    each(
        "import",
        """
        select status, total_rows, processed, created, updated, duplicates, skipped, rejected,
          undo_removed, undo_restored, undo_kept
        from mce_import
        """);
    each(
        "error",
        "select row_number, number, column_name, code, reason, hint from mce_import_error");
    each("faulty row", "select row_number from mce_import_row");
    each("content left", "select number from mce_import_chunk");
    each("audited", "select name, subject_id, count(*) from mce_audit_entry group by 1, 2");
  }

  private void each(String what, String sql) {
    database.rows(
        sql, row -> lines.add(what + " " + columns(row, 1, row.getMetaData().getColumnCount())));
  }

  /** In the order in which they happened to each; what happened to the import is told as well. */
  private void events() {
    Map<String, Integer> numbers = new TreeMap<>();
    database.rows(
        """
        select subject_id, name, payload from mce_event where name <> 'notice.raised' order by seq
        """,
        row -> {
          String subject = row.getString(1);
          int number = numbers.merge(subject, 1, Integer::sum);
          lines.add(
              "event %s %04d %s %s"
                  .formatted(
                      name(subject), number, row.getString(2), withoutIds(row.getString(3))));
        });
  }

  private String columns(ResultSet row, int from, int to) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int column = from; column <= to; column++) {
      values.add(withoutIds(String.valueOf(row.getObject(column))));
    }
    return String.join("|", values);
  }

  private String name(String id) {
    return keys.getOrDefault(id, "#");
  }

  private String withoutIds(String text) {
    return ID.matcher(text).replaceAll(id -> name(id.group()).replace("\\", "").replace("$", ""));
  }
}
