package io.mce.app.setup;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mce.persistence.StorableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The server's own tables: users and their log-ins, which the engine leaves to its host. A file of
 * its own beside the engine's on SQLite; tables named {@code mce_app_*} on PostgreSQL.
 */
public final class AppDatabase implements AutoCloseable {

  private static final int READERS = 4;

  private final Jdbi jdbi;
  private final Jdbi readers;
  private final Runnable onClose;

  private AppDatabase(Jdbi jdbi, Jdbi readers, Runnable onClose) {
    this.jdbi = jdbi;
    this.readers = readers;
    this.onClose = onClose;
  }

  static AppDatabase open(Path folder, Optional<DataSource> postgres) {
    if (postgres.isPresent()) {
      migrate(postgres.get());
      Jdbi jdbi = jdbi(postgres.get());
      return new AppDatabase(jdbi, jdbi, () -> {});
    }
    // One writer never waits for another of its own file; who only reads waits for none.
    HikariDataSource writer = sqlitePool(folder, 1, SQLiteConfig.TransactionMode.IMMEDIATE);
    migrate(writer);
    HikariDataSource reading = sqlitePool(folder, READERS, SQLiteConfig.TransactionMode.DEFERRED);
    return new AppDatabase(
        jdbi(writer),
        jdbi(reading),
        () -> {
          reading.close();
          writer.close();
        });
  }

  private static Jdbi jdbi(DataSource dataSource) {
    return Jdbi.create(dataSource).registerArgument(StorableText.argument());
  }

  private static HikariDataSource sqlitePool(
      Path folder, int connections, SQLiteConfig.TransactionMode mode) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(10_000);
    config.enforceForeignKeys(true);
    config.setTransactionMode(mode);
    SQLiteDataSource dataSource = new SQLiteDataSource(config);
    dataSource.setUrl("jdbc:sqlite:" + folder.resolve("app.db").toAbsolutePath());
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(dataSource);
    pool.setMaximumPoolSize(connections);
    pool.setPoolName("mce-app-" + mode.name().toLowerCase(Locale.ROOT));
    return new HikariDataSource(pool);
  }

  private static void migrate(DataSource dataSource) {
    Flyway.configure(AppDatabase.class.getClassLoader())
        .dataSource(dataSource)
        .locations("classpath:io/mce/app/migration")
        .table("mce_app_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  /** Runs work in one transaction. */
  public <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
    return jdbi.inTransaction(work);
  }

  /** Runs work that only reads. */
  public <T> T read(HandleCallback<T, RuntimeException> work) {
    return readers.withHandle(work);
  }

  @Override
  public void close() {
    onClose.run();
  }
}
