package io.mce.persistence;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The second wall between organizations, on PostgreSQL: a role without ownership, and a policy on
 * every business table that shows it only the rows of the organization named by the transaction.
 * Made from the table catalogue after each migration, so that no table can be forgotten.
 */
final class RowSecurity {

  private static final String POLICY = "mce_organization_rows";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private final ConnectionSource connections;
  private final TableCatalog tables;

  RowSecurity(ConnectionSource connections, TableCatalog tables) {
    this.connections = connections;
    this.tables = tables;
  }

  /** Lets the owner see all rows while migrations run; without it a data change touches none. */
  List<String> liftForce() {
    return inStatement(statement -> {
      List<String> lifted = new ArrayList<>();
      for (String table : existing(statement, tables.names(TableCatalog.TableKind.BUSINESS))) {
        statement.execute("alter table " + table + " no force row level security");
        lifted.add(table);
      }
      return lifted;
    });
  }

  /** Creates the role and the policies where they are missing and forces them on. */
  void apply() {
    inStatement(statement -> {
      role(statement);
      for (String table : tables.names(TableCatalog.TableKind.DIRECTORY)) {
        grant(statement, table);
      }
      for (String table : tables.names(TableCatalog.TableKind.BUSINESS)) {
        grant(statement, table);
        policy(statement, table);
      }
      return true;
    });
  }

  private static void role(Statement statement) throws SQLException {
    try {
      // Roles belong to the whole cluster: two databases may be set up at the same moment.
      statement.execute(
          """
          do $$ begin
            if not exists (select from pg_roles where rolname = 'mce_engine') then
              create role mce_engine nologin;
            end if;
          exception when duplicate_object or unique_violation then null;
          end $$
          """);
      statement.execute(
          """
          do $$ begin
            if not pg_has_role(current_user, 'mce_engine', 'member') then
              execute format('grant mce_engine to %I', current_user);
            end if;
          end $$
          """);
      statement.execute(
          "do $$ begin execute format('grant usage on schema %I to mce_engine',"
              + " current_schema()); end $$");
    } catch (SQLException e) {
      if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
        throw new MceException(
            ErrorCode.CONFIGURATION,
            "The database login may not create the role that keeps organizations apart. Let an"
                + " administrator of the database run: create role mce_engine nologin; grant"
                + " mce_engine to <the engine's login>; grant usage on schema <its schema> to"
                + " mce_engine;",
            Map.of(),
            e);
      }
      throw e;
    }
  }

  private static void grant(Statement statement, String table) throws SQLException {
    statement.execute(
        "grant select, insert, update, delete on " + table + " to " + PostgresDialect.ROLE);
  }

  private static void policy(Statement statement, String table) throws SQLException {
    statement.execute("alter table " + table + " enable row level security");
    statement.execute("alter table " + table + " force row level security");
    try (ResultSet policies =
        statement.executeQuery(
            "select 1 from pg_policies where schemaname = current_schema() and tablename = '"
                + table
                + "' and policyname = '"
                + POLICY
                + "'")) {
      if (policies.next()) {
        return;
      }
    }
    statement.execute(
        "create policy "
            + POLICY
            + " on "
            + table
            + " using (organization_id = current_setting('mce.organization', true))"
            + " with check (organization_id = current_setting('mce.organization', true))");
  }

  private static List<String> existing(Statement statement, Set<String> names) throws SQLException {
    List<String> existing = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "select tablename from pg_tables where schemaname = current_schema()")) {
      while (rows.next()) {
        if (names.contains(rows.getString(1))) {
          existing.add(rows.getString(1));
        }
      }
    }
    return existing;
  }

  private <T> T inStatement(Work<T> work) {
    try (Connection connection = connections.writer()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        // One node at a time: nodes that start together must not collide on the catalog.
        statement.execute("select pg_advisory_xact_lock(7310580001)");
        T result = work.run(statement);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(autoCommit);
      }
    } catch (SQLException e) {
      throw new MceException(
          ErrorCode.CONFIGURATION,
          "Row-level security cannot be set up: " + e.getMessage(),
          Map.of(),
          e);
    }
  }

  private interface Work<T> {
    T run(Statement statement) throws SQLException;
  }
}
