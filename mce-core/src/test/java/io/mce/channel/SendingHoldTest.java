package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mce.channel.SendingHold.Cause;
import io.mce.channel.SendingHold.Held;
import io.mce.engine.EngineHealth;
import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.engine.MceEngineBuilder;
import io.mce.persistence.Database;
import io.mce.persistence.InstanceWitness;
import io.mce.secret.MasterKey;
import io.mce.testing.MceExtension;
import io.mce.testing.TestPostgres;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A copy of a database sends nothing until an operator says that it is the one in use. */
final class SendingHoldTest {

  private static final String FILE = "mce.db";
  private static final String WITNESS = FILE + ".witness";

  abstract static class Contract {

    final ScriptedCarrier carrier = new ScriptedCarrier();
    final MasterKey key = MasterKey.generate();
    OutboxFixture fixture;
    Runnable beforeCount = () -> {};
    private Runnable afterClaim = () -> {};

    abstract MceExtension mce();

    @BeforeEach
    void open() {
      fixture = new OutboxFixture(mce(), carrier);
    }

    MceEngineBuilder prepared(MceEngineBuilder builder) {
      return EngineParts.replacing(
          builder.masterKey(key).provider(carrier.factory()),
          new AbstractModule() {
            @Provides
            @Singleton
            InstanceWitness witness(Database database) {
              return new CrashingWitness(database.witness(), () -> beforeCount.run());
            }

            @Override
            protected void configure() {
              bind(SendProbe.class)
                  .toInstance(point -> {
                    if (point == SendProbe.Point.AFTER_CLAIM) {
                      afterClaim.run();
                    }
                  });
            }
          });
    }

    Optional<Cause> cause() {
      return fixture.engine().sendingHold().held().map(Held::cause);
    }

    void restart() {
      fixture.use(mce().restart());
    }

    /** Claims messages and dies before one of them is sent. */
    List<DispatchId> leftInFlight() {
      List<DispatchId> ids = fixture.enqueueOutreach(2);
      afterClaim =
          () -> {
            throw new Crash();
          };
      assertThatThrownBy(fixture::runDue).isInstanceOf(Crash.class);
      afterClaim = () -> {};
      return ids;
    }

    @Test
    void a_restart_holds_nothing() {
      restart();
      List<DispatchId> ids = fixture.enqueueOutreach(3);
      fixture.runDue();
      assertThat(fixture.states(ids)).containsOnly(DispatchState.ACCEPTED);
      assertThat(cause()).isEmpty();
      assertThat(fixture.engine().health().state()).isEqualTo(EngineHealth.State.UP);
      fixture.engine().sendingHold().release("somebody", true);
      assertThat(fixture.engine().events().since(fixture.actor, 0, 1000).events())
          .extracting(event -> event.name())
          .doesNotContain("sending.released");
    }

    /** The second half of every way of copying: fixture is at the copy, with this queued in it. */
    void holdsUntilReleased(List<DispatchId> queued, List<DispatchId> inFlight) {
      int before = carrier.arrivals().size();
      mce().clock().add(Duration.ofSeconds(1));
      List<DispatchId> later = fixture.enqueueOutreach(1);
      fixture.advance(Duration.ofHours(1));
      assertThat(carrier.arrivals()).hasSize(before);
      assertThat(fixture.states(queued)).containsOnly(DispatchState.QUEUED);
      assertThat(fixture.states(later)).containsOnly(DispatchState.QUEUED);
      assertThat(fixture.states(inFlight))
          .allSatisfy(state -> assertThat(state).isEqualTo(DispatchState.UNKNOWN));
      assertThat(fixture.engine().health().warnings())
          .singleElement()
          .asString()
          .contains("looks like a copy");

      fixture.engine().sendingHold().release("operator", true);
      fixture.advance(Duration.ofMinutes(1));
      assertThat(fixture.states(queued)).containsOnly(DispatchState.CANCELLED);
      assertThat(fixture.states(later)).containsOnly(DispatchState.ACCEPTED);
      assertThat(carrier.arrivals()).hasSize(before + 1);
      assertThat(cause()).isEmpty();
    }
  }

  @Nested
  final class OnSqlite extends Contract {

    @RegisterExtension final MceExtension mce = MceExtension.sqlite().with(this::prepared);
    private Optional<MceEngine> copy = Optional.empty();

    @Override
    MceExtension mce() {
      return mce;
    }

    @AfterEach
    void closeCopy() {
      copy.ifPresent(MceEngine::close);
    }

    private Path folder() {
      return mce.folder();
    }

    /** Starts an engine on another folder. */
    private void open(Path other) {
      MceEngine engine =
          prepared(
                  MceEngine.builder()
                      .sqlite(other.resolve(FILE))
                      .clock(mce.clock())
                      .workers(workers -> workers.onCallingThread()))
              .build();
      copy = Optional.of(engine);
      engine.start();
      fixture.use(engine);
    }

    @Test
    void a_copy_of_the_file_alone_is_held() {
      List<DispatchId> inFlight = leftInFlight();
      List<DispatchId> queued = fixture.enqueueOutreach(3);
      fixture.engine().close();
      Path other = copied(folder(), "alone");
      remove(other.resolve(WITNESS));
      open(other);
      assertThat(cause()).contains(Cause.ALONE);
      holdsUntilReleased(queued, inFlight);
    }

    @Test
    void a_copy_of_the_whole_folder_is_held() {
      List<DispatchId> inFlight = leftInFlight();
      List<DispatchId> queued = fixture.enqueueOutreach(3);
      fixture.engine().close();
      open(copied(folder(), "whole"));
      assertThat(cause()).contains(Cause.ELSEWHERE);
      holdsUntilReleased(queued, inFlight);
    }

    @Test
    void an_older_copy_in_the_place_of_the_database_is_held_and_nobody_gets_a_message_twice() {
      List<DispatchId> queued = fixture.enqueueOutreach(3);
      fixture.engine().close();
      Path older = copied(folder(), "older");
      restart();
      fixture.runDue();
      assertThat(carrier.arrivals()).hasSize(3);

      fixture.engine().close();
      replace(older.resolve(FILE), folder().resolve(FILE));
      restart();
      assertThat(cause()).contains(Cause.OLDER);
      holdsUntilReleased(queued, List.of());
      restart();
      assertThat(cause()).isEmpty();
    }

    @Test
    void messages_that_go_out_make_a_copy_older_without_a_restart() throws Exception {
      fixture.enqueueOutreach(1);
      fixture.runDue();
      String before = Files.readString(folder().resolve(WITNESS));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (Files.readString(folder().resolve(WITNESS)).equals(before)) {
        assertThat(System.nanoTime()).as("counted on").isLessThan(deadline);
        fixture.enqueueOutreach(1);
        fixture.runDue();
      }
    }

    @Test
    void a_crash_between_the_two_counts_holds_nothing() throws Exception {
      fixture.engine().close();
      String one = Files.readString(folder().resolve(WITNESS));
      restart();
      fixture.engine().close();
      assertThat(Files.readString(folder().resolve(WITNESS))).isNotEqualTo(one);
      Files.writeString(folder().resolve(WITNESS), one);
      restart();
      assertThat(cause()).isEmpty();
    }

    @Test
    void nor_do_two_of_them_in_a_row() {
      for (int crashes = 0; crashes < 3; crashes++) {
        fixture.engine().close();
        beforeCount =
            () -> {
              throw new Crash();
            };
        MceEngine dying = mce.newEngine();
        assertThatThrownBy(dying::start).isInstanceOf(Crash.class);
        beforeCount =
            new Runnable() {
              private boolean caughtUp;

              @Override
              public void run() {
                if (caughtUp) {
                  throw new Crash();
                }
                caughtUp = true;
              }
            };
        MceEngine dyingLater = mce.newEngine();
        assertThatThrownBy(dyingLater::start).isInstanceOf(Crash.class);
        beforeCount = () -> {};
        restart();
        assertThat(cause()).isEmpty();
      }
    }

    @Test
    void what_cannot_be_read_is_no_witness() throws Exception {
      fixture.engine().close();
      Files.writeString(folder().resolve(WITNESS), "something else");
      restart();
      assertThat(cause()).contains(Cause.ALONE);
      fixture.engine().sendingHold().release("operator", false);
      restart();
      assertThat(cause()).isEmpty();
    }

    @Test
    void a_new_database_beside_a_left_over_witness_is_not_held() {
      fixture.engine().close();
      remove(folder().resolve(FILE));
      restart();
      assertThat(cause()).isEmpty();
    }

    @Test
    void what_was_held_stays_so_over_restarts_and_a_release_may_send_what_waits() {
      List<DispatchId> queued = fixture.enqueueOutreach(3);
      fixture.engine().close();
      remove(folder().resolve(WITNESS));
      restart();
      restart();
      assertThat(cause()).contains(Cause.ALONE);
      fixture.runDue();
      assertThat(carrier.arrivals()).isEmpty();

      fixture.engine().sendingHold().release("operator", false);
      fixture.advance(Duration.ofMinutes(1));
      assertThat(fixture.states(queued)).containsOnly(DispatchState.ACCEPTED);
      assertThat(fixture.engine().events().since(fixture.actor, 0, 1000).events())
          .extracting(event -> event.name())
          .contains("sending.held", "sending.released");
    }
  }

  @Nested
  final class OnPostgres extends Contract {

    @RegisterExtension final MceExtension mce = MceExtension.postgres().with(this::prepared);
    private Optional<HikariDataSource> pool = Optional.empty();
    private Optional<MceEngine> copy = Optional.empty();

    @Override
    MceExtension mce() {
      return mce;
    }

    @AfterEach
    void closeCopy() {
      copy.ifPresent(MceEngine::close);
      pool.ifPresent(HikariDataSource::close);
    }

    @Test
    void a_copy_in_another_database_is_held() {
      List<DispatchId> inFlight = leftInFlight();
      List<DispatchId> queued = fixture.enqueueOutreach(3);
      fixture.engine().close();
      mce.dataSource().close();
      HikariConfig config = new HikariConfig();
      config.setDataSource(TestPostgres.copyOf(mce.dataSource().getDataSource()));
      pool = Optional.of(new HikariDataSource(config));
      MceEngine engine =
          prepared(
                  MceEngine.builder()
                      .dataSource(pool.get())
                      .clock(mce.clock())
                      .workers(workers -> workers.onCallingThread()))
              .build();
      copy = Optional.of(engine);
      engine.start();
      fixture.use(engine);
      assertThat(cause()).contains(Cause.ELSEWHERE);
      holdsUntilReleased(queued, inFlight);
    }
  }

  /** Dies where it is to remember a count. */
  private record CrashingWitness(InstanceWitness real, Runnable beforeCount)
      implements InstanceWitness {

    @Override
    public Optional<Testimony> read() {
      return real.read();
    }

    @Override
    public Testimony renew(UUID id) {
      return real.renew(id);
    }

    @Override
    public boolean counts() {
      return real.counts();
    }

    @Override
    public void count(long count) {
      beforeCount.run();
      real.count(count);
    }
  }

  /** Ends the worker without giving it a chance to tidy up. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static Path copied(Path folder, String name) {
    try (Stream<Path> files = Files.list(folder)) {
      Path other = Files.createDirectory(folder.resolve(name));
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.copy(each, other.resolve(each.getFileName()));
      }
      return other;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replace(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
