package io.mce.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What PostgreSQL's planner is told of our tables until it has measured them itself. Without it any
 * index that begins with the organization looks as good as the one that leads to a single row, and
 * connections keep plans that were made while a table was empty. Needs PostgreSQL 18; an older
 * server plans well once autovacuum has seen the tables, about a minute after their first rows.
 */
final class PostgresStatistics {

  private static final Logger log = LoggerFactory.getLogger(PostgresStatistics.class);
  private static final int FIRST_VERSION = 18;

  private PostgresStatistics() {}

  /**
   * Keeps the planner from sampling what is personal: names and sealed values would stay in its
   * statistics after their rows are gone. Does nothing where that is so already.
   */
  static void leavePersonalColumnsOut(ConnectionSource connections, TableCatalog tables) {
    try (Connection connection = connections.writer();
        Statement statement = connection.createStatement()) {
      for (String column : sampled(statement, tables)) {
        String[] names = column.split("\\.");
        statement.execute(
            "alter table " + names[0] + " alter column " + names[1] + " set statistics 0");
      }
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    } catch (SQLException e) {
      log.warn("personal columns stay in the planner's statistics: {}", e.getSQLState());
    }
  }

  private static List<String> sampled(Statement statement, TableCatalog tables)
      throws SQLException {
    Set<String> personal = tables.personalColumns();
    List<String> sampled = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            select c.relname || '.' || a.attname
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
              and c.relname like 'mce\\_%' and coalesce(a.attstattarget, -1) <> 0
            order by 1
            """)) {
      while (rows.next()) {
        if (personal.contains(rows.getString(1))) {
          sampled.add(rows.getString(1));
        }
      }
    }
    return sampled;
  }

  /** Tells the planner of the columns of tables that were never measured. */
  static void apply(ConnectionSource connections) {
    try (Connection connection = connections.writer();
        Statement statement = connection.createStatement()) {
      if (connection.getMetaData().getDatabaseMajorVersion() < FIRST_VERSION) {
        return;
      }
      try (ResultSet rows =
          statement.executeQuery(
              """
              select count(pg_restore_attribute_stats(
                'schemaname', current_schema()::text, 'relname', c.relname::text,
                'attname', a.attname::text, 'inherited', false,
                'null_frac', 0::real, 'avg_width', 32, 'n_distinct',
                case when a.attname = 'organization_id' then 10
                  when a.attname ~ '^(<identifying>)$'
                  then -0.1 else 5 end::real))
              from pg_class c
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
              where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
                and c.relname like 'mce\\_%' and c.reltuples < 0
              """
                  .replace("<identifying>", SqliteStatistics.IDENTIFYING))) {
        rows.next();
        log.debug("told the planner of {} columns", rows.getInt(1));
      }
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    } catch (SQLException e) {
      log.info("the planner could not be told of the tables: {}", e.getSQLState());
    }
  }
}
