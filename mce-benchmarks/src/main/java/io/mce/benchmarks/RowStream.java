package io.mce.benchmarks;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The floor under what the engine wrote: the very same rows, written again into an empty database
 * of the same schema by plain JDBC, a transaction for so many leads with their names, tags and
 * events. They are read in between, because they may not fit into memory; only the writing counts.
 */
final class RowStream implements AutoCloseable {

  /** A table and by which column its rows are found, in the order in which they were written. */
  private record Table(String name, String key) {}

  private static final Map<String, String> KEYS =
      Map.of(
          "mce_lead", "id",
          "mce_lead_identifier", "lead_id",
          "mce_lead_tag", "lead_id",
          "mce_lead_word", "lead_id",
          "mce_event", "seq");

  private final Connection from;
  private final Connection to;
  private final Map<String, PreparedStatement> inserts = new LinkedHashMap<>();
  private long nanos;

  private RowStream(Connection from, Connection to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Copies the foundation at once and then the leads, of which this many make a transaction.
   *
   * @param tables of leads, in the order in which foreign keys allow to insert them
   * @return the seconds it took to write them
   */
  static double copy(
      BenchDatabase source,
      BenchDatabase target,
      List<String> foundation,
      List<String> tables,
      int leadsPerTransaction)
      throws SQLException {
    try (Connection from = source.connection();
        Connection to = target.connection();
        RowStream stream = new RowStream(from, to)) {
      to.setAutoCommit(false);
      for (String table : foundation) {
        stream.write(Map.of(table, stream.all(table)));
      }
      stream.nanos = 0;
      stream.copy(
          tables.stream()
              .map(name -> new Table(name, requireNonNull(KEYS.get(name), name)))
              .toList(),
          leadsPerTransaction);
      return stream.nanos / 1e9;
    }
  }

  private void copy(List<Table> tables, int leadsPerTransaction) throws SQLException {
    String organization = text("select organization_id from mce_organization");
    long leads = number("select count(*) from mce_lead");
    long events = number("select max(seq) from mce_event");
    String last = "";
    long copied = 0;
    long seq = 0;
    while (copied < leads) {
      List<String> ids = ids(organization, last, leadsPerTransaction);
      copied += ids.size();
      long upTo = events * copied / leads;
      Map<String, List<Object[]>> rows = new LinkedHashMap<>();
      for (Table table : tables) {
        rows.put(
            table.name(),
            table.key().equals("seq")
                ? rows(table, organization, seq, upTo)
                : rows(table, organization, last, ids.getLast()));
      }
      write(rows);
      last = ids.getLast();
      seq = upTo;
    }
  }

  private void write(Map<String, List<Object[]>> rows) throws SQLException {
    long start = System.nanoTime();
    for (Map.Entry<String, List<Object[]>> entry : rows.entrySet()) {
      if (entry.getValue().isEmpty()) {
        continue;
      }
      PreparedStatement insert = requireNonNull(inserts.get(entry.getKey()));
      for (Object[] row : entry.getValue()) {
        for (int i = 0; i < row.length; i++) {
          insert.setObject(i + 1, row[i]);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
    to.commit();
    nanos += System.nanoTime() - start;
  }

  private List<String> ids(String organization, String after, int limit) throws SQLException {
    try (PreparedStatement select =
        from.prepareStatement(
            "select id from mce_lead where organization_id = ? and id > ? order by id limit ?")) {
      select.setString(1, organization);
      select.setString(2, after);
      select.setInt(3, limit);
      List<String> ids = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
      return ids;
    }
  }

  private List<Object[]> rows(Table table, String organization, Object after, Object upTo)
      throws SQLException {
    try (PreparedStatement select =
        from.prepareStatement(
            "select * from %s where organization_id = ? and %s > ? and %s <= ? order by %s"
                .formatted(table.name(), table.key(), table.key(), table.key()))) {
      select.setString(1, organization);
      select.setObject(2, after);
      select.setObject(3, upTo);
      return values(table.name(), select);
    }
  }

  private List<Object[]> all(String table) throws SQLException {
    try (PreparedStatement select = from.prepareStatement("select * from " + table)) {
      return values(table, select);
    }
  }

  private List<Object[]> values(String table, PreparedStatement select) throws SQLException {
    List<Object[]> values = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      int columns = rows.getMetaData().getColumnCount();
      if (!inserts.containsKey(table)) {
        inserts.put(table, insert(table, rows));
      }
      while (rows.next()) {
        Object[] row = new Object[columns];
        for (int i = 0; i < columns; i++) {
          row[i] = rows.getObject(i + 1);
        }
        values.add(row);
      }
    }
    return values;
  }

  private PreparedStatement insert(String table, ResultSet rows) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      names.add(rows.getMetaData().getColumnName(i));
    }
    return to.prepareStatement(
        "insert into %s (%s) values (%s)"
            .formatted(
                table,
                String.join(", ", names),
                String.join(", ", Collections.nCopies(names.size(), "?"))));
  }

  private String text(String sql) throws SQLException {
    try (PreparedStatement select = from.prepareStatement(sql);
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  private long number(String sql) throws SQLException {
    return Long.parseLong(text(sql));
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement insert : inserts.values()) {
      insert.close();
    }
  }
}
