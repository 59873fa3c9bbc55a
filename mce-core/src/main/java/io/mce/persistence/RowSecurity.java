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

  /** A lock not had in time, a deadlock, a row of the catalog that another node changed. */
  private static final Set<String> IN_THE_WAY = Set.of("55P03", "40P01", "XX000");

  private static final int ATTEMPTS = 60;

  private final ConnectionSource connections;
  private final TableCatalog tables;

  RowSecurity(ConnectionSource connections, TableCatalog tables) {
    this.connections = connections;
    this.tables = tables;
  }

  /**
   * Lets the owner see all rows while migrations run; without it a data change touches none. Also
   * of tables that this version no longer has: a migration that removes one takes its rows along.
   */
  List<String> liftForce() {
    Set<String> business = tables.names(TableCatalog.TableKind.BUSINESS);
    List<String> forced =
        inStatement(RowSecurity::states).stream()
            .filter(State::forced)
            .filter(state -> state.hasPolicy() || business.contains(state.table()))
            .map(State::table)
            .toList();
    forced.forEach(table ->
        inStatement(statement ->
            statement.execute("alter table " + table + " no force row level security")));
    return forced;
  }

  /**
   * Creates the role and the policies where they are missing and forces them on. Where all is in
   * place, as at any start but the first, no table is touched: other nodes are working on them.
   */
  void apply() {
    if (!inStatement(RowSecurity::hasRole)) {
      inStatement(RowSecurity::role);
    }
    for (TableCatalog.TableKind kind : TableCatalog.TableKind.values()) {
      boolean guarded = kind == TableCatalog.TableKind.BUSINESS;
      Set<String> names = tables.names(kind);
      inStatement(RowSecurity::states).stream()
          .filter(state -> names.contains(state.table()))
          .filter(state -> !state.granted() || (guarded && !state.isGuarded()))
          .forEach(state ->
              inStatement(statement -> {
                grant(statement, state.table());
                return guarded && guard(statement, inTurn(statement, state.table()));
              }));
    }
  }

  private static boolean hasRole(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            """
            select pg_has_role(current_user, oid, 'member')
              and has_schema_privilege(oid, current_schema(), 'usage')
            from pg_roles where rolname = 'mce_engine'
            """)) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private static boolean role(Statement statement) throws SQLException {
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
      return true;
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

  /** A node that started at the same moment may have been here since we looked. */
  private static State inTurn(Statement statement, String table) throws SQLException {
    return states(statement).stream()
        .filter(state -> state.table().equals(table))
        .findFirst()
        .orElseThrow();
  }

  private static boolean guard(Statement statement, State state) throws SQLException {
    if (!state.enabled()) {
      statement.execute("alter table " + state.table() + " enable row level security");
    }
    if (!state.forced()) {
      statement.execute("alter table " + state.table() + " force row level security");
    }
    if (!state.hasPolicy()) {
      statement.execute(
          "create policy "
              + POLICY
              + " on "
              + state.table()
              + " using (organization_id = current_setting('mce.organization', true))"
              + " with check (organization_id = current_setting('mce.organization', true))");
    }
    return true;
  }

  /** What is in place on a table. */
  private record State(
      String table, boolean granted, boolean enabled, boolean forced, boolean hasPolicy) {

    boolean isGuarded() {
      return enabled && forced && hasPolicy;
    }
  }

  /** Reads what is in place on the tables that exist, others than ours too; locks nothing. */
  private static List<State> states(Statement statement) throws SQLException {
    List<State> states = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            select c.relname,
              coalesce(has_table_privilege(r.oid, c.oid, 'select')
                and has_table_privilege(r.oid, c.oid, 'insert')
                and has_table_privilege(r.oid, c.oid, 'update')
                and has_table_privilege(r.oid, c.oid, 'delete'), false) as granted,
              c.relrowsecurity, c.relforcerowsecurity,
              exists (select 1 from pg_policy p
                where p.polrelid = c.oid and p.polname = 'mce_organization_rows') as has_policy
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            left join pg_roles r on r.rolname = 'mce_engine'
            where n.nspname = current_schema() and c.relkind in ('r', 'p')
            """)) {
      while (rows.next()) {
        states.add(
            new State(
                rows.getString("relname"),
                rows.getBoolean("granted"),
                rows.getBoolean("relrowsecurity"),
                rows.getBoolean("relforcerowsecurity"),
                rows.getBoolean("has_policy")));
      }
    }
    return states;
  }

  /** Runs work in a short transaction of its own, again where another node is in its way. */
  private <T> T inStatement(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (SQLException e) {
        if (attempt == ATTEMPTS || !IN_THE_WAY.contains(String.valueOf(e.getSQLState()))) {
          throw new MceException(
              ErrorCode.CONFIGURATION,
              "Row-level security cannot be set up: " + e.getMessage(),
              Map.of(),
              e);
        }
      }
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    try (Connection connection = connections.writer()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        // A lock that is waited for keeps everyone behind it waiting: only for a moment, then
        // again.
        statement.execute("set local lock_timeout = '500ms'");
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
    }
  }

  private interface Work<T> {
    T run(Statement statement) throws SQLException;
  }
}
