package io.mce.persistence;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/** Opens databases. */
public final class Databases {

  private Databases() {}

  /** Opens an SQLite file, creating it when absent. The file belongs to the one who opened it. */
  public static Database sqlite(Path file) {
    return new Database(SqliteConnections.open(file), new SqliteDialect(), true);
  }

  /**
   * Uses a data source of the host, which stays the host's to close.
   *
   * @throws MceException CONFIGURATION when it does not lead to PostgreSQL
   */
  public static Database postgres(DataSource dataSource) {
    String product = product(dataSource);
    if (!product.toLowerCase(Locale.ROOT).contains("postgresql")) {
      throw new MceException(
          ErrorCode.CONFIGURATION,
          "The data source leads to "
              + product
              + ". Give the engine a data source of PostgreSQL, or sqlite(path) for a file of its"
              + " own.");
    }
    return new Database(new PostgresConnections(dataSource, () -> {}), new PostgresDialect(), true);
  }

  /** Opens like {@link #postgres} but runs every statement unchecked, to prove the second wall. */
  static Database postgresUnchecked(DataSource dataSource) {
    return new Database(
        new PostgresConnections(dataSource, () -> {}), new PostgresDialect(), false);
  }

  private static String product(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      return connection.getMetaData().getDatabaseProductName();
    } catch (SQLException e) {
      throw new MceException(
          ErrorCode.CONFIGURATION, "The database does not answer: " + e.getMessage(), Map.of(), e);
    }
  }
}
