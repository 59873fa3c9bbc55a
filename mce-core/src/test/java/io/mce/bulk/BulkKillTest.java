package io.mce.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadStatus;
import io.mce.lead.LeadStatusChanged;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that changes many leads is killed with SIGKILL, several times; each is changed once.
 */
final class BulkKillTest {

  private static final int LEADS = 3_000;
  private static final int KILLS = 3;
  private static final String MARK = "@@ ";

  @TempDir Path folder;

  @Test
  void killed_again_and_again_it_changes_every_lead_once() throws Exception {
    long seed = Long.getLong("mce.seed", System.nanoTime());
    Random random = new Random(seed);
    System.out.println("BulkKillTest: seed " + seed);
    for (int kill = 0; kill < KILLS; kill++) {
      int most = LEADS * (kill + 1) / (KILLS + 1);
      killAt(kill, most - random.nextInt(LEADS / (KILLS + 1)));
    }
    try (MceEngine engine = Child.open(folder, KILLS)) {
      Actor actor = Child.actor(engine);
      BulkChange change = Child.change(engine, actor);
      long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (!change.status().hasEnded() && System.nanoTime() < until) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        change = Child.change(engine, actor);
      }
      assertThat(change.status()).as("seed " + seed).isEqualTo(BulkStatus.COMPLETED);
      assertThat(change.counts()).isEqualTo(new BulkCounts(LEADS, LEADS, 0, 0));
      assertThat(changed(engine, actor)).hasSize(LEADS).doesNotHaveDuplicates();
    }
  }

  private static List<LeadId> changed(MceEngine engine, Actor actor) {
    List<LeadId> changed = new ArrayList<>();
    long after = 0;
    for (boolean more = true; more; ) {
      var events = engine.events().since(actor, after, 1_000).events();
      events.stream()
          .filter(event -> event.is(LeadStatusChanged.class))
          .map(event -> event.as(LeadStatusChanged.class).leadId())
          .forEach(changed::add);
      more = !events.isEmpty();
      after = more ? events.getLast().seq() : after;
    }
    return changed;
  }

  /** Lets a process work until so many leads are done, and kills it. */
  private void killAt(int round, long processed) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dguice_bytecode_gen_option=DISABLED",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                folder.toString(),
                String.valueOf(round))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = output.readLine();
      while (line != null && !(line.startsWith(MARK) && done(line) >= processed)) {
        line = output.readLine();
      }
      assertThat(line).as("the process ended by itself").isNotNull();
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static long done(String line) {
    return Long.parseLong(line.substring(MARK.length()));
  }

  /** The process that is killed. */
  static final class Child {

    private Child() {}

    /** Each run is some minutes later, so that it need not wait for the lease of the one before. */
    static MceEngine open(Path folder, int round) {
      MceEngine engine =
          MceEngine.builder()
              .sqlite(folder.resolve("mce.db"))
              .clock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5L * round)))
              .build();
      engine.start();
      return engine;
    }

    static Actor actor(MceEngine engine) {
      return Actor.system(engine.organizations().ensure("acme", "Acme").id(), "kill-test");
    }

    static BulkChange change(MceEngine engine, Actor actor) {
      return engine.bulkChanges().list(actor, PageRequest.first(1)).items().getFirst();
    }

    /** Reports how many leads are done, until it is killed. */
    public static void main(String[] arguments) {
      MceEngine engine = open(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
      Actor actor = actor(engine);
      if (engine.bulkChanges().list(actor, PageRequest.first(1)).items().isEmpty()) {
        engine
            .leads()
            .captureAll(
                actor,
                IntStream.range(0, LEADS)
                    .mapToObj(i -> LeadDraft.of("Lead " + i, "+9198%08d".formatted(i)))
                    .toList());
        engine
            .bulkChanges()
            .start(
                actor,
                new BulkTarget.Matching(LeadQuery.all()),
                new BulkAction.SetStatus(LeadStatus.CONTACTED));
      }
      while (true) {
        System.out.println(MARK + change(engine, actor).counts().processed());
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    }
  }
}
