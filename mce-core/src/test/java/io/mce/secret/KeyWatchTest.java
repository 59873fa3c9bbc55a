package io.mce.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.persistence.Database;
import io.mce.persistence.Databases;
import io.mce.testing.SettableClock;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyWatchTest {

  @TempDir private Path folder;

  @Test
  void on_a_database_of_one_node_it_does_not_look_again_at_once() {
    SettableClock clock = new SettableClock(Instant.parse("2026-03-02T09:00:00Z"));
    try (Database database = Databases.sqlite(folder.resolve("mce.db"))) {
      KeyWatch watch = new KeyWatch(database, new KeyRing(MasterKey.generate()), clock);
      clock.set(clock.instant().plus(KeyWatch.INTERVAL));
      assertThat(watch.runOnce()).isFalse();
      assertThat(watch.nextLook()).hasValue(clock.instant().plus(KeyWatch.INTERVAL));
    }
  }
}
