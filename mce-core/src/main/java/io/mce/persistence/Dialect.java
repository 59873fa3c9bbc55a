package io.mce.persistence;

import java.sql.SQLException;
import java.util.Map;
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

  /** Tells whether a unique or primary key refused a row. */
  boolean isUniqueViolation(SQLException e);

  /** Tells whether the same transaction may well succeed when it is run again. */
  boolean isTransient(SQLException e);
}
