package io.mce.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
