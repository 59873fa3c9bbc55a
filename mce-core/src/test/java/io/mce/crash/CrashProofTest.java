package io.mce.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.channel.SendLabel;
import io.mce.channel.SendMistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engines are killed with SIGKILL while they send, at each labelled point of the send path and at
 * random moments, and started again, or frozen with SIGSTOP until their leases have ended; some of
 * them beside another engine on the same database: the remote, which outlives them, has accepted
 * nothing twice, nobody was skipped, and every doubt is listed. Some start on an older copy of
 * their database, which sends nothing until it is released; others are killed while their campaign
 * is paused. An engine with a classical mistake, sending again what was in doubt, sending late what
 * it claimed, or trusting a copy, is caught.
 */
final class CrashProofTest {

  private static final int FEW = 500;
  private static final int MANY = Integer.getInteger("mce.crash.recipients", FEW);
  private static final boolean EVERY_PACE = Boolean.getBoolean("mce.crash.everyPace");
  private static final int CELLS_AT_ONCE = 4;

  /** Of people, so that many kills find messages, and that one after the other takes no longer. */
  private static final int MORE = 4;

  private static final long SEED = Long.getLong("mce.crash.seed", System.nanoTime());

  @TempDir static Path folder;
  private static RemoteProcess remote;

  @BeforeAll
  static void startRemote() throws IOException {
    System.out.println("crash proof, seed " + SEED + " (-Dmce.crash.seed)");
    remote = RemoteProcess.start(Files.createDirectories(folder.resolve("journals")));
  }

  @AfterAll
  static void stopRemote() {
    remote.close();
  }

  /** Each label once, half of them on each database and with each kind of remote, by the seed. */
  private static List<CrashCell> someCells() {
    Random random = new Random(SEED);
    List<Storage> storages = shuffled(random, List.of(Storage.SQLITE, Storage.POSTGRES));
    List<RemoteMode> modes = shuffled(random, List.of(RemoteMode.values()));
    List<SendLabel> labels = shuffled(random, List.of(SendLabel.values()));
    Stream<CrashCell> labelled =
        Arrays.stream(SendLabel.values())
            .map(label ->
                CrashCell.at(
                    label,
                    storages.get(label.ordinal()),
                    modes.get(label.ordinal()),
                    random.nextLong()));
    CrashCell moments =
        CrashCell.atMoments(
            4,
            storages.get(random.nextInt(storages.size())),
            modes.get(random.nextInt(modes.size())),
            random.nextLong());
    CrashCell copied =
        CrashCell.onOlderCopy(
            SendLabel.AFTER_REMOTE_ACCEPTED,
            storages.get(random.nextInt(storages.size())),
            RemoteMode.CAN_BE_ASKED,
            random.nextLong());
    CrashCell killedBesideAnother =
        CrashCell.at(labels.get(0), Storage.POSTGRES, modes.get(0), random.nextLong()).byTwo();
    CrashCell frozenBesideAnother =
        CrashCell.frozenAt(labels.get(1), Storage.POSTGRES, modes.get(1), random.nextLong())
            .byTwo();
    CrashCell frozen =
        CrashCell.frozenAt(
            labels.get(2),
            storages.get(random.nextInt(storages.size())),
            modes.get(2),
            random.nextLong());
    CrashCell paused =
        CrashCell.paused(
            2,
            storages.get(random.nextInt(storages.size())),
            modes.get(random.nextInt(modes.size())),
            random.nextLong());
    return Stream.concat(
            Stream.of(moments, copied, paused, killedBesideAnother, frozenBesideAnother, frozen),
            labelled)
        .toList();
  }

  /**
   * Every label, killed and frozen; moments, pauses and copies; on each database, on one of them
   * with two engines, with each kind of remote.
   */
  private static List<CrashCell> allCells() {
    Random random = new Random(SEED);
    List<CrashCell> cells = new ArrayList<>();
    for (RemoteMode mode : RemoteMode.values()) {
      for (Storage storage : List.of(Storage.SQLITE, Storage.POSTGRES)) {
        List<CrashCell> labelled = atLabels(storage, mode, random);
        cells.addAll(labelled);
        cells.add(CrashCell.atMoments(20, storage, mode, random.nextLong()));
        if (storage == Storage.POSTGRES) {
          labelled.forEach(cell -> cells.add(cell.byTwo()));
          // Two are through sooner: too little is left for as many kills.
          cells.add(CrashCell.atMoments(5, storage, mode, random.nextLong()).byTwo());
        }
        cells.add(CrashCell.paused(5, storage, mode, random.nextLong()));
        cells.add(CrashCell.onOlderCopy(SendLabel.AFTER_CLAIM, storage, mode, random.nextLong()));
        cells.add(
            CrashCell.onOlderCopy(
                SendLabel.AFTER_REMOTE_ACCEPTED, storage, mode, random.nextLong()));
      }
    }
    return cells;
  }

  private static List<CrashCell> atLabels(Storage storage, RemoteMode mode, Random random) {
    List<CrashCell> cells = new ArrayList<>();
    for (SendLabel label : SendLabel.values()) {
      CrashCell killed = CrashCell.at(label, storage, mode, random.nextLong());
      CrashCell frozen = CrashCell.frozenAt(label, storage, mode, random.nextLong());
      cells.addAll(paces(killed, random));
      cells.addAll(paces(frozen, random));
    }
    return cells;
  }

  /** With several messages at a time or one, by the seed; with both where time does not matter. */
  private static List<CrashCell> paces(CrashCell cell, Random random) {
    List<CrashCell> both = List.of(cell, cell.oneByOne());
    return EVERY_PACE ? both : List.of(both.get(random.nextInt(both.size())));
  }

  @Test
  void nothing_is_sent_twice_and_nobody_is_skipped() throws Exception {
    prove(someCells(), FEW);
  }

  @Test
  @Tag("proof")
  void nothing_is_sent_twice_and_nobody_is_skipped_in_any_cell() throws Exception {
    prove(allCells(), MANY);
  }

  @Test
  @Tag("proof")
  void it_holds_on_a_database_that_writes_to_the_disk() throws Exception {
    prove(
        List.of(CrashCell.atMoments(3, Storage.POSTGRES_WITH_FSYNC, RemoteMode.CAN_BE_ASKED, SEED)),
        MANY);
  }

  @Test
  void an_engine_that_resends_what_is_in_doubt_is_caught() {
    CrashCell cell =
        CrashCell.at(
            SendLabel.AFTER_REMOTE_ACCEPTED, Storage.SQLITE, RemoteMode.CANNOT_BE_ASKED, SEED);
    assertThat(duplicates(cell, SendMistake.RESENDS_BLINDLY)).isNotEmpty();
  }

  @Test
  void an_engine_that_takes_a_copy_for_the_original_is_caught() {
    CrashCell cell =
        CrashCell.onOlderCopy(
            SendLabel.AFTER_REMOTE_ACCEPTED, Storage.SQLITE, RemoteMode.CAN_BE_ASKED, SEED);
    assertThat(duplicates(cell, SendMistake.TRUSTS_COPIES)).isNotEmpty();
  }

  @Test
  void an_engine_that_sends_what_it_has_claimed_too_long_ago_is_caught() {
    CrashCell cell =
        CrashCell.frozenAt(SendLabel.AFTER_CLAIM, Storage.POSTGRES, RemoteMode.CAN_BE_ASKED, SEED)
            .byTwo();
    assertThat(duplicates(cell, SendMistake.SENDS_LATE)).isNotEmpty();
  }

  private static List<String> duplicates(CrashCell cell, SendMistake mistake) {
    CrashOutcome outcome = CrashRun.play(remote, newFolder(), cell, 100, mistake);
    System.out.println(mistake + ", " + outcome);
    return outcome.verdict().duplicates();
  }

  /** Several at a time: engines spend much of a cell waiting for leases to end. */
  private static void prove(List<CrashCell> cells, int recipients) throws Exception {
    List<Future<CrashOutcome>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CELLS_AT_ONCE)) {
      for (CrashCell cell : cells) {
        running.add(threads.submit(() -> played(cell, recipients)));
      }
    }
    for (Future<CrashOutcome> each : running) {
      CrashOutcome outcome = each.get();
      CrashVerdict verdict = outcome.verdict();
      assertThat(verdict.problems()).as(outcome.toString()).isEmpty();
      assertThat(verdict.accepted() + verdict.unknown() + verdict.cancelled())
          .as(outcome.toString())
          .isEqualTo(people(outcome.cell(), recipients));
      if (outcome.cell().mode() == RemoteMode.CAN_BE_ASKED) {
        assertThat(verdict.unknown()).as(outcome.toString()).isZero();
      }
    }
  }

  private static CrashOutcome played(CrashCell cell, int recipients) {
    CrashOutcome outcome = CrashRun.play(remote, newFolder(), cell, people(cell, recipients));
    System.out.println(outcome);
    return outcome;
  }

  private static int people(CrashCell cell, int recipients) {
    if (cell.parallelSends() == 1) {
      return recipients / MORE;
    }
    return cell.times() > 4 ? recipients * MORE : recipients;
  }

  private static <T> List<T> shuffled(Random random, List<T> values) {
    List<T> twice = new ArrayList<>(values);
    twice.addAll(values);
    Collections.shuffle(twice, random);
    return twice;
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory(folder, "run");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
