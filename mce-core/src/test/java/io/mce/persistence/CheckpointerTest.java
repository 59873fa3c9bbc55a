package io.mce.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointerTest {

  private static final long MEGABYTE = 1 << 20;

  @TempDir private Path folder;
  private final ReentrantLock writing = new ReentrantLock(true);
  private Path file;
  private Connection writer;
  private Checkpointer checkpointer;

  @BeforeEach
  void open() throws SQLException {
    file = folder.resolve("mce.db");
    writer = DriverManager.getConnection("jdbc:sqlite:" + file);
    execute("pragma journal_mode = wal");
    execute("pragma wal_autocheckpoint = 0");
    execute("pragma journal_size_limit = 0");
    execute("create table part (content blob)");
    checkpointer =
        new Checkpointer(file, DriverManager.getConnection("jdbc:sqlite:" + file), writing);
  }

  @AfterEach
  void close() throws SQLException {
    checkpointer.close();
    writer.close();
  }

  @Test
  void a_short_log_is_left_alone() throws Exception {
    write(8);
    checkpointer.copyWhatIsDue();
    assertThat(Files.size(file)).isLessThan(MEGABYTE);
  }

  @Test
  void what_has_gathered_is_copied_while_someone_writes() throws Exception {
    write(40);
    writing.lock(); // As who writes does; the copying must not wait for it.
    try {
      CompletableFuture.runAsync(this::copy).get(30, TimeUnit.SECONDS);
    } finally {
      writing.unlock();
    }
    assertThat(Files.size(file)).isGreaterThan(40 * MEGABYTE);
  }

  @Test
  void a_log_that_has_grown_long_begins_anew_and_nothing_is_lost() throws Exception {
    for (int i = 0; i < 5; i++) {
      write(30);
      checkpointer.copyWhatIsDue();
    }
    write(1);
    assertThat(log()).isLessThan(40 * MEGABYTE);
    write(40);
    checkpointer.copyWhatIsDue();
    assertThat(Files.size(file)).isGreaterThan(190 * MEGABYTE);
    try (Statement statement = writer.createStatement();
        ResultSet rows =
            statement.executeQuery("select count(*), sum(length(content)) from part")) {
      rows.next();
      assertThat(rows.getLong(1)).isEqualTo(191);
      assertThat(rows.getLong(2)).isEqualTo(191 * MEGABYTE);
    }
  }

  private void copy() {
    try {
      checkpointer.copyWhatIsDue();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(int megabytes) throws SQLException {
    for (int i = 0; i < megabytes; i++) {
      execute("insert into part values (zeroblob(" + MEGABYTE + "))");
    }
  }

  private long log() throws IOException {
    return Files.size(folder.resolve("mce.db-wal"));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute(sql);
    }
  }
}
