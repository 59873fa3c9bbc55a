package io.mce.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.secret.MasterKey;
import io.mce.testing.MceExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class MceEngineTest {

  @RegisterExtension final MceExtension mce = MceExtension.sqlite();

  @RegisterExtension final MceExtension onPostgres = MceExtension.postgres();

  @Test
  void starts_on_both_databases_and_is_healthy() {
    assertThat(mce.engine().health().isUp()).isTrue();
    assertThat(onPostgres.engine().health().isUp()).isTrue();
  }

  @Test
  void a_restart_finds_the_schema_as_it_left_it() {
    assertThat(mce.restart().health().isUp()).isTrue();
    assertThat(onPostgres.restart().health().isUp()).isTrue();
  }

  @Test
  void the_clock_moves_through_an_idle_year_at_once() {
    mce.advance(Duration.ofDays(365));
    assertThat(mce.clock().instant()).isEqualTo(MceExtension.START.plus(Duration.ofDays(365)));
  }

  @Test
  void building_touches_nothing(@TempDir Path folder) {
    Path file = folder.resolve("mce.db");
    MceEngine.builder().sqlite(file).build();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void all_problems_are_reported_at_once() {
    assertThatThrownBy(() -> MceEngine.builder().publicUrl(URI.create("nowhere")).build())
        .isInstanceOfSatisfying(
            MceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
              assertThat(e.details()).containsOnlyKeys("database", "publicUrl");
            });
  }

  @Test
  void a_second_engine_on_the_same_file_is_refused(@TempDir Path folder) {
    Path file = folder.resolve("mce.db");
    try (MceEngine first = MceEngine.builder().sqlite(file).build();
        MceEngine second = MceEngine.builder().sqlite(file).build()) {
      first.start();
      assertThatThrownBy(second::start)
          .isInstanceOf(MceException.class)
          .hasMessageContaining("Another engine has the database");
    }
  }

  @Test
  void another_master_key_stops_the_start(@TempDir Path folder) {
    Path file = folder.resolve("mce.db");
    try (MceEngine first = MceEngine.builder().sqlite(file).build()) {
      first.start();
    }
    assertThat(Files.exists(folder.resolve("mce.db.key"))).isTrue();
    try (MceEngine second =
        MceEngine.builder().sqlite(file).masterKey(MasterKey.generate()).build()) {
      assertThatThrownBy(second::start)
          .isInstanceOf(MceException.class)
          .hasMessageContaining("master key");
    }
  }

  @Test
  void services_of_an_engine_that_does_not_run_say_so(@TempDir Path folder) {
    MceEngine engine = MceEngine.builder().sqlite(folder.resolve("mce.db")).build();
    assertThatThrownBy(engine::events)
        .isInstanceOfSatisfying(
            MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_RUNNING));
    engine.start();
    engine.close();
    assertThatThrownBy(engine::start).isInstanceOf(MceException.class);
  }
}
