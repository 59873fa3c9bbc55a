package io.mce.persistence;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What SQLite's planner is told of our tables. Left alone it takes it that ten rows share the first
 * column of an index, and reads all rows of an organization instead of following the index that
 * leads to the few. Measuring with {@code analyze} helps little: a file starts empty, and what was
 * measured then is wrong after the first import. So it is told once and for all that tables are
 * large, organizations few and identifiers many.
 */
final class SqliteStatistics {

  /** The names of columns that hold many different values; the others hold states. */
  static final String IDENTIFYING = "id|seq|at|number|row_number|subject|.*_(id|at|key|by)";

  private static final long ROWS = 1_000_000;

  /** A partial index is there to hold few. */
  private static final long PARTIAL_ROWS = 100_000;

  private static final long ORGANIZATIONS = 10;
  private static final long STATES = 5;
  private static final long MANY = 10_000;

  private SqliteStatistics() {}

  /**
   * What is known of one index.
   *
   * @param rows how many rows it holds, then how many share its first column, its first two, ...
   */
  private record Known(String table, String index, String rows) implements Comparable<Known> {
    @Override
    public int compareTo(Known other) {
      return (table + " " + index + " " + rows)
          .compareTo(other.table + " " + other.index + " " + other.rows);
    }
  }

  /** Writes the statistics unless they are there; whoever has the file open follows. */
  static void apply(ConnectionSource connections) {
    try (Connection connection = connections.writer()) {
      Set<Known> wanted = wanted(connection);
      if (wanted.equals(present(connection))) {
        return;
      }
      connection.setAutoCommit(false);
      try {
        write(connection, wanted);
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new MceException(
          ErrorCode.CONFIGURATION,
          "The statistics of the database cannot be written: " + e.getMessage(),
          Map.of(),
          e);
    }
  }

  private static void write(Connection connection, Set<Known> wanted) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // A new table is what makes open connections read the statistics again.
      statement.execute("drop table if exists sqlite_stat1");
      statement.execute("analyze sqlite_schema");
    }
    try (Statement statement = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into sqlite_stat1 (tbl, idx, stat) values (?, ?, ?)")) {
      for (Known known : wanted) {
        insert.setString(1, known.table());
        insert.setString(2, known.index());
        insert.setString(3, known.rows());
        insert.executeUpdate();
      }
      statement.execute("analyze sqlite_schema");
    }
  }

  private static Set<Known> present(Connection connection) throws SQLException {
    Set<Known> found = new TreeSet<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("analyze sqlite_schema"); // Makes the table where it is missing.
      try (ResultSet rows = statement.executeQuery("select tbl, idx, stat from sqlite_stat1")) {
        while (rows.next()) {
          found.add(new Known(rows.getString(1), rows.getString(2), rows.getString(3)));
        }
      }
    }
    return found;
  }

  private static Set<Known> wanted(Connection connection) throws SQLException {
    Set<Known> wanted = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        // A table without rowid is the index of its key, and goes by its own name.
        ResultSet rows =
            statement.executeQuery(
                """
                select t.name, case when i.origin = 'pk' and t.wr then t.name else i.name end,
                  i."unique",
                  i.partial, group_concat(coalesce(c.name, '?'), ' ' order by c.seqno)
                from pragma_table_list t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
                where t.schema = 'main' and t.name like 'mce#_%' escape '#'
                group by t.name, i.name
                """)) {
      while (rows.next()) {
        List<String> columns = List.of(rows.getString(5).split(" "));
        wanted.add(
            new Known(
                rows.getString(1),
                rows.getString(2),
                rows(columns, rows.getBoolean(3), rows.getBoolean(4))));
      }
    }
    return wanted;
  }

  private static String rows(List<String> columns, boolean unique, boolean partial) {
    long left = partial ? PARTIAL_ROWS : ROWS;
    List<String> rows = new ArrayList<>(List.of(String.valueOf(left)));
    for (int i = 0; i < columns.size(); i++) {
      boolean last = i == columns.size() - 1;
      left = unique && last ? 1 : Math.max(1, left / different(columns.get(i)));
      rows.add(String.valueOf(left));
    }
    return String.join(" ", rows);
  }

  /** How many different values a column is taken to have. */
  private static long different(String column) {
    if (column.equals("organization_id")) {
      return ORGANIZATIONS;
    }
    return column.matches(IDENTIFYING) ? MANY : STATES;
  }
}
