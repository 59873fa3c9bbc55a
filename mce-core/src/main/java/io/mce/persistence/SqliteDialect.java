package io.mce.persistence;

import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** SQLite: one writer, no roles; the statement check is the wall between organizations. */
final class SqliteDialect implements Dialect {

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
  public String describe(SQLException e) {
    return String.valueOf(e.getMessage()); // It names columns and quotes no value.
  }

  @Override
  public boolean isTransient(SQLException e) {
    return false;
  }
}
