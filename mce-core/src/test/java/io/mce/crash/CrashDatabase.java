package io.mce.crash;

import io.mce.testing.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The database of one run, seen from outside the engine by plain JDBC. */
final class CrashDatabase implements AutoCloseable {

  private static final long QUIET_NANOS = 10_000_000_000L;

  private static final String SQLITE = "jdbc:sqlite:";

  private String url;
  private final boolean embedded;
  private final Server server;

  private CrashDatabase(String url, boolean embedded, Server server) {
    this.url = url;
    this.embedded = embedded;
    this.server = server;
  }

  /** Makes an empty database; an SQLite file lies in the folder. */
  static CrashDatabase create(Storage storage, Path folder) {
    return switch (storage) {
      case SQLITE -> new CrashDatabase(SQLITE + folder.resolve("mce.db"), true, () -> {});
      case POSTGRES -> new CrashDatabase(url(TestPostgres.newDatabase()), false, () -> {});
      case POSTGRES_WITH_FSYNC -> withFsync();
    };
  }

  private static CrashDatabase withFsync() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
      CrashDatabase database =
          new CrashDatabase(url(server.getPostgresDatabase()), false, server::close);
      if (!database.texts("show fsync").equals(List.of("on"))) {
        server.close();
        throw new IllegalStateException("the server runs without fsync");
      }
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String url(DataSource dataSource) {
    PGSimpleDataSource postgres = (PGSimpleDataSource) dataSource;
    String url = postgres.getURL();
    return url + (url.contains("?") ? "&" : "?") + "user=" + postgres.getUser();
  }

  /** The JDBC address, for the engine's process. */
  String url() {
    return url;
  }

  /** Copies the database of an engine that was killed. */
  Copy copy() {
    if (embedded) {
      Path file = Path.of(url.substring(SQLITE.length()));
      Path older = file.resolveSibling("older.db");
      copy(file, older);
      return () -> copy(older, file);
    }
    String older = url(TestPostgres.copyOf(dataSource()));
    return () -> url = older;
  }

  private PGSimpleDataSource dataSource() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setURL(url);
    return dataSource;
  }

  /** With what SQLite had not yet written into the file itself. */
  private static void copy(Path from, Path to) {
    try {
      for (String suffix : List.of("", "-wal")) {
        Path source = from.resolveSibling(from.getFileName() + suffix);
        Path target = to.resolveSibling(to.getFileName() + suffix);
        Files.deleteIfExists(target);
        if (Files.exists(source)) {
          Files.copy(source, target);
        }
      }
      Files.deleteIfExists(to.resolveSibling(to.getFileName() + "-shm"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By which name the server knows the connections of an engine. */
  static String nameOf(long pid) {
    return "engine-" + pid;
  }

  /** Waits until the server has noticed that the connections of a killed engine are gone. */
  void awaitQuiet() {
    awaitQuiet(Set.of());
  }

  /**
   * The same where others go on.
   *
   * @param alive their processes
   */
  void awaitQuiet(Set<Long> alive) {
    if (embedded) {
      return;
    }
    long deadline = System.nanoTime() + QUIET_NANOS;
    while (!texts(
            """
            select application_name from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
              and backend_type = 'client backend'
            """)
        .stream()
        .allMatch(name -> alive.stream().map(CrashDatabase::nameOf).anyMatch(name::equals))) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("connections of the killed engine stay open");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** The ids of the messages that are SENDING. */
  Set<String> sending() {
    return new HashSet<>(texts("select id from mce_dispatch where state = 'SENDING'"));
  }

  /** How many dispatches there are of each state. */
  Map<String, Integer> states() {
    Map<String, Integer> states = new TreeMap<>();
    texts("select state from mce_dispatch").forEach(state -> states.merge(state, 1, Integer::sum));
    return states;
  }

  /** The status of the one campaign. */
  String campaign() {
    return String.join(" ", texts("select status from mce_campaign"));
  }

  /** Everything the engine knows about what it sent. */
  List<StoredDispatch> dispatches() {
    Map<String, Set<String>> remoteIds = new TreeMap<>();
    rows(
        "select dispatch_id, remote_id from mce_dispatch_attempt where remote_id is not null",
        row ->
            remoteIds
                .computeIfAbsent(row.getString(1), id -> new HashSet<>())
                .add(row.getString(2)));
    List<StoredDispatch> dispatches = new ArrayList<>();
    rows(
        "select id, dedup_key, lead_id, state from mce_dispatch",
        row ->
            dispatches.add(
                new StoredDispatch(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    remoteIds.getOrDefault(row.getString(1), Set.of()))));
    return dispatches;
  }

  /** The first column of what a query finds. */
  List<String> texts(String sql) {
    List<String> texts = new ArrayList<>();
    rows(sql, row -> texts.add(row.getString(1)));
    return texts;
  }

  /** Hands over each row that a query finds. */
  void rows(String sql, RowReader reader) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot look into the database", e);
    }
  }

  /** Changes rows behind the engine's back; returns how many. */
  int update(String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot change the database", e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy that was taken. */
  interface Copy {
    /** Puts it in the place of the database; on a server, by its name. */
    void putBack();
  }

  private interface Server {
    void close() throws IOException;
  }

  /** What to do with a row. */
  interface RowReader {
    /** Reads the row at which the cursor stands. */
    void read(ResultSet row) throws SQLException;
  }
}
