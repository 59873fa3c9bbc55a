package io.mce.persistence;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** PostgreSQL: each transaction takes the role that owns nothing and names its organization. */
final class PostgresDialect implements Dialect {

  /** The role whose rights and row-level security bound every transaction. */
  static final String ROLE = "mce_engine";

  /** The class of states that say a value cannot be what it should be. */
  private static final String BAD_VALUE = "22";

  private static final String CONSTRAINT = "23";

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
            "select set_config('role', :role, true), set_config('mce.organization', :id, true)")
        .bind("role", ROLE)
        .bind("id", organizationId)
        .map((row, context) -> true)
        .one();
  }

  @Override
  public String skipLocked() {
    return "for update skip locked";
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
