package io.mce.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.crash.ImportCell.Script;
import io.mce.ingestion.ImportMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engines are killed with SIGKILL while they import, at random moments and with the rows of a batch
 * stored and not committed, and started again: in the end everything is as after a run that nobody
 * interrupted. An engine that counts rows apart from storing them is caught.
 */
final class ImportCrashTest {

  private static final int FEW = 3_000;
  private static final int MANY = Integer.getInteger("mce.crash.rows", 12_000);
  private static final int AT_ONCE = 2;
  private static final int MOST_TOLD = 40;
  private static final long SEED = Long.getLong("mce.crash.seed", System.nanoTime());

  @TempDir static Path folder;

  /** The import to its end on both databases, and one of the other ways, by the seed. */
  private static List<ImportCell> someCells() {
    Random random = new Random(SEED);
    Storage one = random.nextBoolean() ? Storage.SQLITE : Storage.POSTGRES;
    ImportCell other =
        switch (random.nextInt(3)) {
          case 0 -> cell(one, Script.TO_THE_END, ImportMode.ALL_OR_NOTHING, 2, random);
          case 1 -> cell(one, Script.WITH_PAUSES, ImportMode.VALID_ROWS, 1, random);
          default -> cell(one, Script.UNDONE, ImportMode.VALID_ROWS, 2, random);
        };
    return List.of(
        cell(Storage.SQLITE, Script.TO_THE_END, ImportMode.VALID_ROWS, 3, random),
        cell(Storage.POSTGRES, Script.TO_THE_END, ImportMode.VALID_ROWS, 3, random),
        other);
  }

  /**
   * Twenty kills in a long import on each database, and every other way on each. A hundred thousand
   * rows: -Dmce.crash.rows=100000.
   */
  private static List<ImportCell> allCells() {
    Random random = new Random(SEED);
    List<ImportCell> cells = new ArrayList<>();
    for (Storage storage : List.of(Storage.SQLITE, Storage.POSTGRES)) {
      cells.add(
          new ImportCell(
              storage,
              Script.TO_THE_END,
              ImportMode.VALID_ROWS,
              MANY,
              20,
              random.nextInt(Integer.MAX_VALUE)));
    }
    for (Storage storage : List.of(Storage.SQLITE, Storage.POSTGRES)) {
      cells.add(cell(storage, Script.TO_THE_END, ImportMode.ALL_OR_NOTHING, 4, random));
      cells.add(cell(storage, Script.WITH_PAUSES, ImportMode.VALID_ROWS, 4, random));
      cells.add(cell(storage, Script.UNDONE, ImportMode.VALID_ROWS, 4, random));
    }
    return cells;
  }

  private static ImportCell cell(
      Storage storage, Script script, ImportMode mode, int kills, Random random) {
    return new ImportCell(storage, script, mode, FEW, kills, random.nextInt(Integer.MAX_VALUE));
  }

  @Test
  void a_killed_import_ends_as_one_that_nobody_interrupted() throws Exception {
    prove(someCells());
  }

  @Test
  @Tag("proof")
  void a_long_import_ends_so_as_well_and_in_every_way_on_both_databases() throws Exception {
    prove(allCells());
  }

  @Test
  void an_engine_that_counts_rows_apart_from_storing_them_is_caught() throws IOException {
    ImportCell cell =
        new ImportCell(
            Storage.SQLITE, Script.TO_THE_END, ImportMode.ALL_OR_NOTHING, 1_500, 1, SEED);
    Path right = ImportRun.playUninterrupted(newFolder(), cell).dump();
    List<String> stored =
        difference(cell, right, ImportRun.playWithLostCount(newFolder(), cell).dump());
    List<String> counted =
        difference(cell, right, ImportRun.playWithLostRows(newFolder(), cell).dump());
    assertThat(stored).as("rows taken twice").isNotEmpty();
    assertThat(counted).as("rows lost").isNotEmpty();
    System.out.println("import mutants, rows taken twice: " + stored.getFirst());
    System.out.println("import mutants, rows lost: " + counted.getFirst());
  }

  private static void prove(List<ImportCell> cells) throws Exception {
    System.out.println("import crash proof, seed " + SEED + " (-Dmce.crash.seed)");
    List<Future<String>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (ImportCell cell : cells) {
        running.add(threads.submit(() -> proved(cell)));
      }
    }
    for (Future<String> each : running) {
      System.out.println(each.get());
    }
  }

  private static String proved(ImportCell cell) throws IOException {
    ImportRun.Outcome whole = ImportRun.playUninterrupted(newFolder(), cell);
    ImportRun.Outcome killed = ImportRun.play(newFolder(), cell);
    assertThat(killed.kills()).as(cell.toString()).isGreaterThanOrEqualTo(cell.kills());
    assertThat(difference(cell, whole.dump(), killed.dump()))
        .as(cell + ": lines of one run alone")
        .isEmpty();
    long lines;
    try (Stream<String> all = Files.lines(whole.dump())) {
      lines = all.count();
    }
    return "%s: %s; %d kills hit, %d inside a batch; %d lines alike; %.1f s, uninterrupted %.1f s"
        .formatted(
            cell,
            killed.counts(),
            killed.kills(),
            killed.insideBatches(),
            lines,
            killed.duration().toMillis() / 1_000.0,
            whole.duration().toMillis() / 1_000.0);
  }

  /** The first lines that only one of two sorted files has. */
  private static List<String> difference(ImportCell cell, Path one, Path other) throws IOException {
    List<String> alone = new ArrayList<>();
    try (Stream<String> ofOne = lines(cell, one);
        Stream<String> ofOther = lines(cell, other)) {
      Iterator<String> left = ofOne.iterator();
      Iterator<String> right = ofOther.iterator();
      String first = next(left);
      String second = next(right);
      while ((!first.isEmpty() || !second.isEmpty()) && alone.size() < MOST_TOLD) {
        int order = order(first, second);
        if (order < 0) {
          alone.add("- " + first);
        } else if (order > 0) {
          alone.add("+ " + second);
        }
        first = order <= 0 ? next(left) : first;
        second = order >= 0 ? next(right) : second;
      }
    }
    return alone;
  }

  /** The end is behind everything. */
  private static int order(String first, String second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.isEmpty() ? 1 : -1;
    }
    return first.compareTo(second);
  }

  private static String next(Iterator<String> lines) {
    return lines.hasNext() ? lines.next() : "";
  }

  /** That somebody paused and resumed is no difference. */
  private static Stream<String> lines(ImportCell cell, Path dump) throws IOException {
    Stream<String> lines = Files.lines(dump);
    return cell.script() == Script.WITH_PAUSES
        ? lines.filter(line -> !line.contains("import."))
        : lines;
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory(folder, "import");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
