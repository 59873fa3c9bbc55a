package io.mce.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mce.engine.MceEngine;
import io.mce.engine.MceEngineBuilder;
import io.mce.secret.MasterKey;
import io.mce.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** An empty database of one of the two kinds, for an engine and for plain JDBC. */
final class BenchDatabase implements AutoCloseable {

  /** The kinds of databases. */
  enum Kind {
    SQLITE,
    POSTGRESQL;

    /** The kind that the property {@code benchmarks.database} names, or else both. */
    static List<Kind> wanted() {
      String name = System.getProperty("benchmarks.database", "");
      return name.isEmpty() ? List.of(values()) : List.of(valueOf(name));
    }
  }

  private final Kind kind;
  private final Path folder;
  private final HikariDataSource pool;

  private final MasterKey masterKey = MasterKey.generate();

  private BenchDatabase(Kind kind, Path folder, HikariDataSource pool) {
    this.kind = kind;
    this.folder = folder;
    this.pool = pool;
  }

  static BenchDatabase create(Kind kind) {
    try {
      // On the disk, where tests do not need to be: what is measured has to be stored somewhere.
      System.setProperty("mce.test.folder", System.getProperty("java.io.tmpdir"));
      // A log as small as that of tests has each page written to it whole again and again.
      System.setProperty("mce.test.max_wal_size", "4GB");
      Path folder = Files.createTempDirectory("mce-benchmark");
      HikariConfig config = new HikariConfig();
      config.setDataSource(
          kind == Kind.SQLITE ? sqlite(folder.resolve("mce.db")) : TestPostgres.newDatabase());
      config.setMaximumPoolSize(24);
      config.setMinimumIdle(1);
      if (kind == Kind.SQLITE) {
        config.setConnectionInitSql("pragma wal_autocheckpoint = 16384");
      }
      return new BenchDatabase(kind, folder, new HikariDataSource(config));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same settings as the engine's writer: what a floor saves on them would be no floor. */
  private static DataSource sqlite(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setCacheSize(-65_536);
    config.setBusyTimeout(10_000);
    config.setGetGeneratedKeys(false);
    config.enforceForeignKeys(true);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    SQLiteDataSource dataSource = new SQLiteDataSource(config);
    dataSource.setUrl("jdbc:sqlite:" + file);
    return dataSource;
  }

  Kind kind() {
    return kind;
  }

  /** An engine on this database, not yet started. */
  MceEngineBuilder engine() {
    MceEngineBuilder builder = MceEngine.builder().masterKey(masterKey);
    return kind == Kind.SQLITE
        ? builder.sqlite(folder.resolve("mce.db"))
        : builder.dataSource(pool);
  }

  /** A connection for plain JDBC. */
  Connection connection() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public void close() {
    pool.close();
    try (var files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
