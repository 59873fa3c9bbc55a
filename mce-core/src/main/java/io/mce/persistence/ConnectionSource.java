package io.mce.persistence;

import java.sql.Connection;

/** Where connections come from. Closing a connection gives it back. */
interface ConnectionSource extends AutoCloseable {

  /** Returns a connection that may write; on SQLite it waits, in order of arrival, for its turn. */
  Connection writer();

  /** Returns a connection that only reads. */
  Connection reader();

  /** Tells whether there is only one node, by the nature of the database. */
  boolean isEmbedded();

  /** Gets rid of the remains of what was removed; false when that has to wait. */
  boolean forgetRemoved();

  /** What tells this database from a copy of it. */
  InstanceWitness witness();

  @Override
  void close();
}
