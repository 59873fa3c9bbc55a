package io.mce.persistence;

import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** SQLite: one writer, no roles; the statement check is the wall between organizations. */
final class SqliteDialect implements Dialect {

  private static final int SQLITE_CONSTRAINT = 19;

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public Map<String, String> placeholders() {
    return Map.of(
        "id", "text", "bytes", "blob", "clustered", "without rowid", "job_time", "bigint");
  }

  @Override
  public void enter(Handle handle, String organizationId) {}

  @Override
  public String skipLocked() {
    return "";
  }

  @Override
  public boolean isUniqueViolation(SQLException e) {
    // The driver gives no SQLState; the primary code is 19 and the message names the constraint.
    return (e.getErrorCode() & 0xff) == SQLITE_CONSTRAINT
        && String.valueOf(e.getMessage()).matches("(?s).*(UNIQUE|PRIMARY ?KEY).*");
  }

  @Override
  public boolean isTransient(SQLException e) {
    return false;
  }
}
