package io.mce.persistence;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jdbi.v3.core.Handle;

/** PostgreSQL: each transaction takes the role that owns nothing and names its organization. */
final class PostgresDialect implements Dialect {

  /** The role whose rights and row-level security bound every transaction. */
  static final String ROLE = "mce_engine";

  /** The class of states that say a value cannot be what it should be. */
  private static final String BAD_VALUE = "22";

  private static final String CONSTRAINT = "23";

  /** The server has room for a bounded number of locks; more names have the whole space. */
  private static final int MOST_NAMES = 64;

  /**
   * How long a transaction may stand still before the server ends it. None of ours waits for
   * anybody; one whose node is frozen would keep its locks from all others.
   */
  private static final String LONGEST_IDLE = "20s";

  /** Each statement costs the server a start; more rows than these gain little. */
  private static final int ROWS_OF_INSERT = 64;

  private static final Set<String> TRANSIENT_STATES = Set.of("40001", "40P01");

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public Map<String, String> placeholders() {
    return Map.of(
        "id", "text collate \"C\"", "bytes", "bytea", "clustered", "", "job_time", "timestamptz");
  }

  @Override
  public void enter(Handle handle, String organizationId) {
    handle
        .createQuery(
            "select set_config('role', :role, true), set_config('mce.organization', :id, true),"
                + " set_config('idle_in_transaction_session_timeout', :idle, true)")
        .bind("role", ROLE)
        .bind("idle", LONGEST_IDLE)
        .bind("id", organizationId)
        .map((row, context) -> true)
        .one();
  }

  @Override
  public String skipLocked() {
    return "for update skip locked";
  }

  @Override
  public String keep() {
    return "for key share";
  }

  @Override
  public String alone() {
    return "for update";
  }

  @Override
  public void takeTurns(Handle handle, String space, SortedSet<String> names) {
    boolean all = names.size() > MOST_NAMES;
    lock(
        handle,
        all
            ? "select pg_advisory_xact_lock(hashtextextended(:space, 0))"
            : "select pg_advisory_xact_lock_shared(hashtextextended(:space, 0))",
        space,
        names);
    if (!all) {
      lock(
          handle,
          """
          select pg_advisory_xact_lock(hashtextextended(:space || ' ' || name, 0))
          from unnest(string_to_array(:names, ' ')) as n(name)
          """,
          space,
          names);
    }
  }

  private static void lock(Handle handle, String sql, String space, SortedSet<String> names) {
    handle
        .createQuery(sql)
        .bind("space", space)
        .bind("names", String.join(" ", names))
        .map((row, context) -> true)
        .list();
  }

  @Override
  public int rowsOfInsert() {
    return ROWS_OF_INSERT;
  }

  @Override
  public String describe(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    // The lines after the first are details, which quote the row; so does any line about a value.
    return state.startsWith(BAD_VALUE)
        ? "SQLSTATE " + state
        : String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ", SQLSTATE " + state;
  }

  @Override
  public boolean isRefusal(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith(BAD_VALUE) || state.startsWith(CONSTRAINT);
  }

  @Override
  public boolean isTransient(SQLException e) {
    return e.getSQLState() != null && TRANSIENT_STATES.contains(e.getSQLState());
  }
}
