package io.mce.persistence;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * What the database refused or could not do: the statement and the reason, never the values, which
 * may be personal and would end in logs.
 */
final class DatabaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private DatabaseException(String message, SQLException cause) {
    super(message, cause);
  }

  /** Returns the failure itself, or what takes its place where a driver may have quoted values. */
  static RuntimeException withoutValues(RuntimeException failure, Dialect dialect) {
    SQLException sql = sqlCause(failure);
    if (sql == null || !(failure instanceof JdbiException)) {
      return failure;
    }
    SQLException plain =
        new SQLException(dialect.describe(root(sql)), sql.getSQLState(), sql.getErrorCode());
    plain.setStackTrace(sql.getStackTrace());
    DatabaseException clean =
        new DatabaseException(plain.getMessage() + " (" + failure.getMessage() + ")", plain);
    clean.setStackTrace(failure.getStackTrace());
    Stream.of(failure.getSuppressed())
        .map(each -> each instanceof RuntimeException also ? withoutValues(also, dialect) : each)
        .forEach(clean::addSuppressed);
    return clean;
  }

  /** Returns the first failure of the database among the causes. */
  static @Nullable SQLException sqlCause(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  /** What a batch failed of: its own message quotes the whole row. */
  private static SQLException root(SQLException e) {
    SQLException root = e;
    while (root.getNextException() != null) {
      root = root.getNextException();
    }
    return root;
  }
}
