package io.mce.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One writer connection behind a fair lock, readers beside it. Writers wait in Java, in order of
 * arrival: inside the driver they would starve each other and pin their carrier threads.
 */
final class SqliteConnections implements ConnectionSource {

  private static final int READERS = 4;
  private static final int CACHE_KIB = -65_536;

  /**
   * Of 4 KiB each: a log that readers kept the checkpointer from beginning anew until it is this
   * long is tried by each commit as well.
   */
  private static final int LOG_PAGES = 131_072;

  private static final int BUSY_MILLIS = 10_000;
  private static final int FORGET_MILLIS = 200;
  private static final int FORGET_ATTEMPTS = 20;

  private final Path file;
  private final FileChannel lockChannel;
  private final FileLock processLock;
  private final Connection writer;
  private final HikariDataSource readers;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Checkpointer checkpointer;

  private SqliteConnections(
      Path file,
      FileChannel lockChannel,
      FileLock processLock,
      Connection writer,
      HikariDataSource readers)
      throws SQLException {
    this.file = file;
    this.lockChannel = lockChannel;
    this.processLock = processLock;
    this.writer = writer;
    this.readers = readers;
    this.checkpointer = new Checkpointer(file, dataSource(file, false).getConnection(), turn);
    checkpointer.start();
  }

  /** Opens the file, creating it and its folder when absent. */
  static SqliteConnections open(Path file) {
    try {
      Path absolute = file.toAbsolutePath();
      if (absolute.getParent() != null) {
        Files.createDirectories(absolute.getParent());
      }
      FileChannel channel =
          FileChannel.open(
              absolute.resolveSibling(absolute.getFileName() + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      FileLock lock = lock(channel);
      if (lock == null) {
        channel.close();
        throw new MceException(
            ErrorCode.CONFIGURATION,
            "Another engine has the database "
                + file
                + " open. An SQLite file belongs to one engine at a time: stop the other one, or"
                + " use PostgreSQL for several.");
      }
      Connection writer = dataSource(absolute, false).getConnection();
      try (Statement statement = writer.createStatement()) {
        statement.execute("pragma wal_autocheckpoint = " + LOG_PAGES);
        // The length of the log says how much there is to copy, because it begins anew at nothing.
        statement.execute("pragma journal_size_limit = 0");
        // What is deleted is overwritten, so that an erased person is not found in the file.
        statement.execute("pragma secure_delete = on");
      }
      return new SqliteConnections(absolute, channel, lock, writer, readerPool(absolute));
    } catch (IOException | SQLException e) {
      throw new MceException(
          ErrorCode.CONFIGURATION,
          "The database " + file + " cannot be opened: " + e.getMessage(),
          java.util.Map.of(),
          e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static HikariDataSource readerPool(Path file) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(dataSource(file, true));
    config.setConnectionInitSql("pragma query_only = true");
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(1);
    config.setPoolName("mce-sqlite-readers");
    return new HikariDataSource(config);
  }

  private static SQLiteDataSource dataSource(Path file, boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setGetGeneratedKeys(
        false); // A search through the text of each statement; we return ids.
    config.setCacheSize(CACHE_KIB);
    config.enforceForeignKeys(true);
    config.setTransactionMode(
        readOnly ? SQLiteConfig.TransactionMode.DEFERRED : SQLiteConfig.TransactionMode.IMMEDIATE);
    SQLiteDataSource dataSource =
        new SQLiteDataSource(config) {
          @Override
          public Connection getConnection() throws SQLException {
            return KeptStatements.around(super.getConnection());
          }
        };
    dataSource.setUrl("jdbc:sqlite:" + file);
    return dataSource;
  }

  @Override
  public Connection writer() {
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException("this thread already holds the writer connection");
    }
    turn.lock();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, this::invoke);
  }

  private @Nullable Object invoke(
      Object proxy, java.lang.reflect.Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("close")) {
      if (turn.isHeldByCurrentThread()) {
        giveBack();
      }
      return null;
    }
    try {
      return method.invoke(writer, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void giveBack() throws SQLException {
    try {
      if (!writer.getAutoCommit()) {
        writer.rollback();
        writer.setAutoCommit(true);
      }
    } finally {
      turn.unlock();
    }
  }

  @Override
  public Connection reader() {
    try {
      return readers.getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException("no connection for reading", e);
    }
  }

  /**
   * Writes the file anew and cuts its log to nothing. What is deleted is overwritten at once, but
   * the copies that stay behind in a page when rows move to another are not. Who writes waits.
   */
  @Override
  public boolean forgetRemoved() {
    try (Connection connection = writer();
        Statement statement = connection.createStatement()) {
      statement.execute("vacuum");
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be written anew", e);
    }
    for (int i = 0; i < FORGET_ATTEMPTS; i++) {
      if (emptyLog()) {
        return true;
      }
    }
    return false;
  }

  /** Empties the log unless someone reads from it; others may write in between. */
  private boolean emptyLog() {
    try (Connection connection = writer();
        Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = " + FORGET_MILLIS);
      try (ResultSet result = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
        return result.next() && result.getInt(1) == 0;
      } finally {
        statement.execute("pragma busy_timeout = " + BUSY_MILLIS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the log of the database cannot be emptied", e);
    }
  }

  @Override
  public boolean isEmbedded() {
    return true;
  }

  @Override
  public InstanceWitness witness() {
    return new FileWitness(file.resolveSibling(file.getFileName() + ".witness"));
  }

  @Override
  public void close() {
    readers.close();
    try {
      checkpointer.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be closed", e);
    }
    turn.lock();
    try {
      writer.close();
      processLock.release();
      lockChannel.close();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("the database cannot be closed", e);
    } finally {
      turn.unlock();
    }
  }
}
