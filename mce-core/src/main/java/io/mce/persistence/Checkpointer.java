package io.mce.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the log of an SQLite file holds into the file, on a thread of its own, so that nobody
 * who commits has to wait for it. Most of it is copied while others write; only for the rest, when
 * the log has grown long, writers wait, so that it can begin anew.
 */
final class Checkpointer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Checkpointer.class);

  /** So much is copied at a time: less would copy a page again that soon changes once more. */
  private static final long PART_BYTES = 32L << 20;

  /** A log of this length is to begin anew. */
  private static final long LONG_BYTES = 96L << 20;

  private static final long PAUSE_NANOS = 100_000_000;

  private final Path logFile;
  private final Connection connection;
  private final ReentrantLock writing;
  private final Thread thread;
  private volatile boolean closing;
  private long copied;

  /**
   * Made for a database; does nothing before it is started.
   *
   * @param file the database
   * @param connection one of its own; closed with this
   * @param writing whoever writes holds it
   */
  Checkpointer(Path file, Connection connection, ReentrantLock writing) {
    this.logFile = file.resolveSibling(file.getFileName() + "-wal");
    this.connection = connection;
    this.writing = writing;
    this.thread = new Thread(this::run, "mce-checkpoint");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!closing) {
      try {
        copyWhatIsDue();
      } catch (SQLException | RuntimeException e) {
        log.warn("the log of the database could not be copied into its file and is later", e);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Looks how long the log is, and copies what is worth it. */
  void copyWhatIsDue() throws SQLException {
    long length = length();
    if (length < copied) {
      copied = 0; // It began anew.
    }
    if (length - copied < PART_BYTES) {
      return;
    }
    copy();
    copied = length;
    if (length >= LONG_BYTES) {
      writing.lock();
      try {
        copy();
      } finally {
        writing.unlock();
      }
    }
  }

  /** Asks for the size only: to open and close the file would end the locks of this process. */
  private long length() {
    try {
      return Files.exists(logFile) ? Files.size(logFile) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies all that no reader needs in the log; waits for nobody. */
  private void copy() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("pragma wal_checkpoint(passive)")) {
      result.next();
    }
  }

  @Override
  public void close() throws SQLException {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(); // At once where it was never started.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
