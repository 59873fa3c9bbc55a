package io.mce.persistence;

import java.sql.SQLException;
import java.util.Map;
import java.util.SortedSet;
import org.jdbi.v3.core.Handle;

/** What differs between the databases. */
interface Dialect {

  /** Short name: the folder of the migrations that only this database has. */
  String name();

  /** Values of the placeholders in the migrations. */
  Map<String, String> placeholders();

  /** Runs as the first statements of a transaction. */
  void enter(Handle handle, String organizationId);

  /** What ends a subquery that claims rows, so that claimants do not wait for each other. */
  String skipLocked();

  /** What ends a query that keeps rows from those who want them alone. */
  String keep();

  /** What ends a query that wants rows alone, and waits for those who keep them. */
  String alone();

  /**
   * Waits for every transaction that has one of these names, and has them until the end.
   *
   * @param space where the names are unique
   */
  void takeTurns(Handle handle, String space, SortedSet<String> names);

  /** How many rows to put into one insert at most; 1 where joining them gains nothing. */
  int rowsOfInsert();

  /** Says what went wrong without the values that the driver or the server quotes. */
  String describe(SQLException e);

  /** Tells whether a value was refused: by its type, its length, or a constraint. */
  boolean isRefusal(SQLException e);

  /** Tells whether the same transaction may well succeed when it is run again. */
  boolean isTransient(SQLException e);
}
