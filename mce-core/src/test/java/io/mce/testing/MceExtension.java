package io.mce.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mce.engine.MceEngine;
import io.mce.engine.MceEngineBuilder;
import io.mce.secret.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each test an engine of its own, on an empty real database, with a settable clock and no
 * threads: background work runs when the test calls {@link #runDue} or {@link #advance}.
 *
 * <pre>{@code
 * @RegisterExtension MceExtension mce = MceExtension.sqlite();
 * }</pre>
 */
public final class MceExtension implements BeforeEachCallback, AfterEachCallback {

  /** When every test begins: a Monday, at nine. */
  public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private final boolean postgres;
  private final List<UnaryOperator<MceEngineBuilder>> customizations = new ArrayList<>();
  private @Nullable SettableClock clock;
  private @Nullable RecordingChannel channel;
  private @Nullable MceEngine engine;
  private @Nullable Path folder;
  private @Nullable DataSource database;
  private @Nullable HikariDataSource dataSource;
  private MasterKey masterKey = MasterKey.generate();

  private MceExtension(boolean postgres) {
    this.postgres = postgres;
  }

  /** An engine on a new SQLite file. */
  public static MceExtension sqlite() {
    return new MceExtension(false);
  }

  /** An engine on a new database of a real PostgreSQL server. */
  public static MceExtension postgres() {
    return new MceExtension(true);
  }

  /** Changes how the engine is built. */
  public MceExtension with(UnaryOperator<MceEngineBuilder> customization) {
    customizations.add(customization);
    return this;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    clock = new SettableClock(START);
    channel = new RecordingChannel(clock);
    masterKey = MasterKey.generate();
    folder = TestFolders.create("mce-test");
    if (postgres) {
      HikariConfig config = new HikariConfig();
      database = ReadySchema.postgres();
      config.setDataSource(database);
      config.setMaximumPoolSize(16);
      config.setMinimumIdle(1);
      dataSource = new HikariDataSource(config);
    } else {
      ReadySchema.sqlite(folder.resolve("mce.db"));
    }
    engine = newEngine();
    engine.start();
  }

  /**
   * Builds, without starting it, another engine on the same database, clock and channel; the test
   * closes it. On SQLite close the first engine before starting it.
   */
  public MceEngine newEngine() {
    MceEngineBuilder builder =
        MceEngine.builder()
            .masterKey(masterKey)
            .clock(clock())
            .provider(channel().factory())
            .workers(workers -> workers.onCallingThread());
    HikariDataSource pool = dataSource;
    builder = pool != null ? builder.dataSource(pool) : builder.sqlite(folder().resolve("mce.db"));
    for (UnaryOperator<MceEngineBuilder> customization : customizations) {
      builder = customization.apply(builder);
    }
    return builder.build();
  }

  /** Closes the engine and starts another on the same database, as a restart of the host would. */
  public MceEngine restart() {
    engine().close();
    engine = newEngine();
    engine.start();
    return engine;
  }

  /** The engine of this test. */
  public MceEngine engine() {
    return present(engine);
  }

  /** The clock of this test. */
  public SettableClock clock() {
    return present(clock);
  }

  /** The channel of this test: what was sent, and what the carrier answers. */
  public RecordingChannel channel() {
    return present(channel);
  }

  /** A folder of this test's own, removed afterwards. */
  public Path folder() {
    return present(folder);
  }

  /** The data source of this test, on PostgreSQL. */
  public HikariDataSource dataSource() {
    return present(dataSource);
  }

  /** Runs all background work that is due now. */
  public void runDue() {
    engine().runDue();
  }

  /** Moves the clock, stopping at each instant at which work is due, in order, to run it. */
  public void advance(Duration duration) {
    Instant target = clock().instant().plus(duration);
    runDue();
    while (true) {
      Optional<Instant> next = engine().nextDue().filter(due -> !due.isAfter(target));
      if (next.isEmpty()) {
        clock().set(target);
        runDue();
        return;
      }
      // Work that stays due without being done must not stop the clock.
      Instant earliest = clock().instant().plusMillis(1);
      clock().set(next.get().isAfter(earliest) ? next.get() : earliest);
      runDue();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (engine != null) {
      engine.close();
    }
    if (dataSource != null) {
      dataSource.close();
    }
    if (database != null) {
      TestPostgres.drop(database);
    }
    if (folder != null) {
      delete(folder);
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("only inside a test");
    }
    return value;
  }
}
