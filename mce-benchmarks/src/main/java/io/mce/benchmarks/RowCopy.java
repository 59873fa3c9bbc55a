package io.mce.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The floor under what the engine wrote: the very same rows, written again into an empty database
 * of the same schema by plain JDBC batches, in as many transactions.
 */
final class RowCopy {

  private record Table(String insert, int columns, List<Object[]> rows) {}

  /** In which order rows were written, so that those of one lead meet in one transaction. */
  private static final Map<String, String> ORDER =
      Map.of(
          "mce_lead", "id",
          "mce_lead_identifier", "lead_id",
          "mce_lead_tag", "lead_id",
          "mce_lead_word", "lead_id",
          "mce_event", "seq");

  private final Map<String, Table> tables = new LinkedHashMap<>();

  /** Reads the rows of these tables, in the order in which foreign keys allow to insert them. */
  static RowCopy read(BenchDatabase from, List<String> names) throws SQLException {
    RowCopy copy = new RowCopy();
    try (Connection connection = from.connection();
        Statement statement = connection.createStatement()) {
      for (String name : names) {
        String order = ORDER.containsKey(name) ? " order by " + ORDER.get(name) : "";
        try (ResultSet rows = statement.executeQuery("select * from " + name + order)) {
          copy.tables.put(name, table(name, rows));
        }
      }
    }
    return copy;
  }

  private static Table table(String name, ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns; i++) {
      names.add(rows.getMetaData().getColumnName(i));
    }
    List<Object[]> values = new ArrayList<>();
    while (rows.next()) {
      Object[] row = new Object[columns];
      for (int i = 0; i < columns; i++) {
        row[i] = rows.getObject(i + 1);
      }
      values.add(row);
    }
    String insert =
        "insert into %s (%s) values (%s)"
            .formatted(
                name,
                String.join(", ", names),
                String.join(", ", java.util.Collections.nCopies(columns, "?")));
    return new Table(insert, columns, values);
  }

  /** Returns how many rows there are in all. */
  long rows() {
    return tables.values().stream().mapToLong(table -> table.rows().size()).sum();
  }

  /** Writes the rows, spread evenly over so many transactions; returns the seconds it took. */
  double write(BenchDatabase to, int transactions) throws SQLException {
    long start = System.nanoTime();
    try (Connection connection = to.connection()) {
      connection.setAutoCommit(false);
      Map<Table, PreparedStatement> inserts = new LinkedHashMap<>();
      for (Table table : tables.values()) {
        inserts.put(table, connection.prepareStatement(table.insert()));
      }
      for (int i = 0; i < transactions; i++) {
        for (Map.Entry<Table, PreparedStatement> entry : inserts.entrySet()) {
          slice(entry.getKey(), entry.getValue(), i, transactions);
        }
        connection.commit();
      }
      for (PreparedStatement insert : inserts.values()) {
        insert.close();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void slice(Table table, PreparedStatement insert, int part, int parts)
      throws SQLException {
    int size = table.rows().size();
    int from = (int) ((long) size * part / parts);
    int to = (int) ((long) size * (part + 1) / parts);
    for (Object[] row : table.rows().subList(from, to)) {
      for (int i = 0; i < table.columns(); i++) {
        insert.setObject(i + 1, row[i]);
      }
      insert.addBatch();
    }
    if (to > from) {
      insert.executeBatch();
    }
  }
}
