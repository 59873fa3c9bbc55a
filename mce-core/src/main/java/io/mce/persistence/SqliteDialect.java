package io.mce.persistence;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jdbi.v3.core.Handle;

/** SQLite: one writer, no roles; the statement check is the wall between organizations. */
final class SqliteDialect implements Dialect {

  /** SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH. */
  private static final Set<Integer> REFUSALS = Set.of(18, 19, 20);

  /** The part of an extended result code that is the result code. */
  private static final int PRIMARY_CODE = 0xff;

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
  public String keep() {
    return "";
  }

  @Override
  public String alone() {
    return "";
  }

  @Override
  public void takeTurns(Handle handle, String space, SortedSet<String> names) {
    // There is one writer, and whoever may write is it.
  }

  @Override
  public int rowsOfInsert() {
    return 1;
  }

  @Override
  public String describe(SQLException e) {
    return String.valueOf(e.getMessage()); // It names columns and quotes no value.
  }

  @Override
  public boolean isRefusal(SQLException e) {
    return REFUSALS.contains(e.getErrorCode() & PRIMARY_CODE);
  }

  @Override
  public boolean isTransient(SQLException e) {
    return false;
  }
}
