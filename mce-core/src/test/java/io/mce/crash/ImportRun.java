package io.mce.crash;

import io.mce.crash.ImportCell.Script;
import io.mce.ingestion.ImportMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Plays one cell: import, kill, start again, let it finish, write down what is there. */
final class ImportRun implements AutoCloseable {

  private static final int HEAP_MEGABYTES = 256;
  private static final int BATCH = 500;
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final long LONGEST_AFTERTHOUGHT_NANOS = 120_000_000;
  private static final int TRIES_FOR_A_HIT = 3;

  /**
   * What came of a cell.
   *
   * @param dump everything that is in the database, as sorted lines without times and ids
   * @param counts the line with the counts of the import
   * @param kills how many kills hit the import or its undo under way
   * @param insideBatches how many of them found the rows of a batch stored and not committed
   */
  record Outcome(Path dump, String counts, int kills, int insideBatches, Duration duration) {}

  private final ImportCell cell;
  private final Random random;
  private final CrashDatabase database;
  private final Path folder;
  private final ImportOrder order;
  private boolean isSetUp;
  private int kills;
  private int insideBatches;

  private ImportRun(Path folder, ImportCell cell) {
    this.cell = cell;
    this.folder = folder;
    this.random = new Random(cell.seed());
    this.database = CrashDatabase.create(cell.storage(), folder);
    Path file = folder.resolve("leads.csv");
    cell.content().write(file);
    this.order =
        new ImportOrder(database.url(), file, cell.content(), cell.mode(), 0, Instant.now());
  }

  /** Plays a cell in a folder of its own, without a kill. */
  static Outcome playUninterrupted(Path folder, ImportCell cell) {
    return play(folder, cell, run -> {});
  }

  /** The same with the kills. */
  static Outcome play(Path folder, ImportCell cell) {
    return play(folder, cell, ImportRun::kill);
  }

  /** Killed once, and left as by an engine that stores rows and loses the count of them. */
  static Outcome playWithLostCount(Path folder, ImportCell cell) {
    return play(
        folder,
        cell,
        run -> {
          run.killInBatch(2);
          run.change("processed = 0, created = 0, updated = 0, duplicates = 0, rejected = 0");
        });
  }

  /** Killed once, and left as by an engine that counts rows and loses them. */
  static Outcome playWithLostRows(Path folder, ImportCell cell) {
    return play(
        folder,
        cell,
        run -> {
          run.killInBatch(2);
          run.change("processed = processed + %1$d, created = created + %1$d".formatted(BATCH));
        });
  }

  private interface Kills {
    void on(ImportRun run);
  }

  private static Outcome play(Path folder, ImportCell cell, Kills kills) {
    long start = System.nanoTime();
    try (ImportRun run = new ImportRun(folder, cell)) {
      kills.on(run);
      List<String> lines = run.finish();
      Path dump = Files.write(folder.resolve("dump.txt"), lines);
      String counts =
          lines.stream().filter(line -> line.startsWith("import ")).findFirst().orElseThrow();
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      return new Outcome(dump, counts, run.kills, run.insideBatches, duration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void change(String columns) {
    if (database.update("update mce_import set " + columns) != 1) {
      throw new IllegalStateException(cell + ": there is no import");
    }
  }

  private void kill() {
    if (cell.script() == Script.UNDONE) {
      killWhileUndoing();
      return;
    }
    if (cell.mode() == ImportMode.ALL_OR_NOTHING) {
      killWhileChecking();
    }
    for (int tries = 0; kills < cell.kills(); tries++) {
      if (tries == TRIES_FOR_A_HIT * cell.kills()) {
        throw new IllegalStateException(cell + ": only " + kills + " kills hit the import");
      }
      int batch = batch();
      if (cell.script() == Script.WITH_PAUSES && tries % 2 == 0) {
        killAtRest(batch);
      } else if (random.nextBoolean()) {
        killInBatch(batch);
      } else {
        killAtMoment(batch);
      }
    }
  }

  /** Somewhere in what is left to take, so that enough is left for the kills to come. */
  private int batch() {
    long left = order.content().rows() - processed();
    int share = (int) (left / BATCH) / (cell.kills() - kills + 1);
    return 1 + random.nextInt(Math.max(1, share));
  }

  /** Kills with the rows of a batch stored and not committed: none of them is there afterwards. */
  private void killInBatch(int batch) {
    long before = processed();
    try (ChildProcess engine = start(order.stoppingAt(batch))) {
      awaitReport(engine, "AT " + batch);
      engine.kill();
    }
    database.awaitQuiet();
    long counted = processed() - before;
    if (!status().equals("RUNNING") || counted != (long) (batch - 1) * BATCH) {
      throw new IllegalStateException(
          "%s: killed in batch %d, it is %s and counted %d rows"
              .formatted(cell, batch, status(), counted));
    }
    kills++;
    insideBatches++;
  }

  private void killAtMoment(int batch) {
    try (ChildProcess engine = start(order)) {
      awaitReport(engine, "BATCH " + batch);
      LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_AFTERTHOUGHT_NANOS));
      engine.kill();
    }
    countIf("RUNNING");
  }

  /** Paused somewhere, killed at rest, resumed by the next. */
  private void killAtRest(int batch) {
    try (ChildProcess engine = start(order)) {
      awaitReport(engine, "BATCH " + batch);
      engine.say("pause");
      awaitReport(engine, "DONE pause");
      LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_AFTERTHOUGHT_NANOS));
      engine.kill();
    }
    countIf("PAUSED");
    long before = processed();
    try (ChildProcess engine = start(order)) {
      awaitReport(engine, "STARTED");
      if (processed() != before || !status().equals("PAUSED")) {
        throw new IllegalStateException(cell + ": went on without being resumed");
      }
      engine.say("resume");
      awaitReport(engine, "DONE resume");
      LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_AFTERTHOUGHT_NANOS));
      engine.kill();
    }
    database.awaitQuiet();
  }

  private void killWhileChecking() {
    try (ChildProcess engine = start(order)) {
      long moment = 1 + random.nextInt(Math.max(1, order.content().rows() / 2));
      awaitNumber(engine, "checked", moment);
      engine.kill();
    }
    countIf("CHECKING");
    if (processed() > 0) {
      throw new IllegalStateException(cell + ": took rows before it had looked at all");
    }
  }

  private void killWhileUndoing() {
    try (ChildProcess engine = start(order)) {
      awaitReport(engine, "STARTED");
      awaitStatus(engine, "COMPLETED");
      engine.say("undo");
      awaitReport(engine, "DONE undo");
      engine.kill();
    }
    countIf("UNDOING");
    for (int tries = 0; kills < cell.kills(); tries++) {
      if (tries == TRIES_FOR_A_HIT * cell.kills()) {
        throw new IllegalStateException(cell + ": only " + kills + " kills hit the undo");
      }
      try (ChildProcess engine = start(order)) {
        long done = number("undo_removed");
        long left = number("created") - done;
        long share = Math.max(1, left / (cell.kills() - kills + 1));
        awaitNumber(engine, "undo_removed", done + 1 + random.nextLong(share));
        engine.kill();
      }
      countIf("UNDOING");
    }
  }

  private void countIf(String status) {
    database.awaitQuiet();
    if (status().equals(status)) {
      kills++;
    }
  }

  private List<String> finish() {
    Path sealed = folder.resolve("sealed.txt");
    try (ChildProcess engine = start(order)) {
      awaitReport(engine, "STARTED");
      String end = "COMPLETED";
      if (cell.script() == Script.UNDONE) {
        if (!List.of("UNDOING", "UNDONE").contains(status())) {
          awaitStatus(engine, end);
          engine.say("undo");
          awaitReport(engine, "DONE undo");
        }
        end = "UNDONE";
      }
      awaitStatus(engine, end);
      awaitAudit(engine);
      engine.say("dump " + sealed);
      awaitReport(engine, "DONE dump");
      engine.say("close");
      int code = engine.waitFor(LIMIT);
      if (code != 0) {
        throw new IllegalStateException(cell + ": ended with " + code + "\n" + engine.log());
      }
    }
    return ImportDump.of(database, sealed);
  }

  private void awaitAudit(ChildProcess engine) {
    await(
        engine,
        "the audit trail to be complete",
        () ->
            database
                .texts(
                    """
                    select h.seq from mce_event_head h
                    left join mce_event_cursor c on c.organization_id = h.organization_id
                      and c.subscriber = 'audit'
                    where coalesce(c.seq, 0) < h.seq
                    """)
                .isEmpty());
  }

  private void awaitStatus(ChildProcess engine, String status) {
    await(
        engine,
        status,
        () -> {
          String now = status();
          if (now.equals("FAILED")) {
            throw new IllegalStateException(cell + ": the import failed\n" + engine.log());
          }
          return now.equals(status);
        });
  }

  private void awaitNumber(ChildProcess engine, String column, long atLeast) {
    awaitReport(engine, "STARTED");
    await(engine, column + " " + atLeast, () -> number(column) >= atLeast);
  }

  /** Whatever an engine reports, the database is set up by then. */
  private void awaitReport(ChildProcess engine, String report) {
    engine.await(report, LIMIT);
    isSetUp = true;
  }

  private interface Condition {
    boolean holds();
  }

  private void await(ChildProcess engine, String what, Condition condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline || !engine.isAlive()) {
        throw new IllegalStateException(
            "%s: waited for %s, is %s after %d rows%n%s"
                .formatted(cell, what, status(), processed(), engine.log()));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  /** Empty as long as the first engine is setting up. */
  private String status() {
    return isSetUp ? String.join(" ", database.texts("select status from mce_import")) : "";
  }

  private long processed() {
    return isSetUp ? number("processed") : 0;
  }

  private long number(String column) {
    return database.texts("select " + column + " from mce_import").stream()
        .mapToLong(Long::parseLong)
        .sum();
  }

  private static ChildProcess start(ImportOrder toDo) {
    return ChildProcess.start(ImportProcess.class, HEAP_MEGABYTES, toDo.arguments());
  }

  @Override
  public void close() {
    database.close();
  }
}
