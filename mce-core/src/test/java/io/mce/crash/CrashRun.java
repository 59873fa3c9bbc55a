package io.mce.crash;

import io.mce.channel.SendLabel;
import io.mce.channel.SendMistake;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Plays one cell: let it happen, start again what is gone, let it finish, judge. */
final class CrashRun implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Duration PONDER = Duration.ofMillis(10);
  private static final Duration ANSWER = Duration.ofMillis(10);
  private static final long LONGEST_AFTERTHOUGHT_NANOS = 25_000_000;
  private static final int TRIES_FOR_A_HIT = 3;

  /** Half a minute by the clock of the engines. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  /** More than the lease of a message, by the clock of the engines. */
  private static final Duration FROZEN = Duration.ofSeconds(4);

  /** What an engine sends in that time is sent; what a killed or frozen one had stays as it is. */
  private static final Duration MOVES = Duration.ofMillis(500);

  private final RemoteProcess remote;
  private final CrashCell cell;
  private final Random random;
  private final CrashDatabase database;
  private final RemoteProcess.Line line;
  private final EngineGroup engines;
  private EngineOrder order;
  private final Set<String> inFlight = new HashSet<>();
  private int times;
  private int listed;

  private CrashRun(
      RemoteProcess remote, Path folder, CrashCell cell, int recipients, SendMistake mistake) {
    this.remote = remote;
    this.cell = cell;
    this.random = new Random(cell.seed());
    this.database = CrashDatabase.create(cell.storage(), folder);
    this.line = remote.open(folder.getFileName().toString(), cell.mode(), PONDER, ANSWER);
    this.engines = new EngineGroup(cell.engines());
    this.order =
        EngineOrder.run(
                database.url(), line.address(), cell.mode(), recipients, cell.parallelSends())
            .with(mistake);
  }

  /** Plays a cell in a folder of its own. */
  static CrashOutcome play(RemoteProcess remote, Path folder, CrashCell cell, int recipients) {
    return play(remote, folder, cell, recipients, SendMistake.NONE);
  }

  /** The same with engines that do something wrong. */
  static CrashOutcome play(
      RemoteProcess remote, Path folder, CrashCell cell, int recipients, SendMistake mistake) {
    long start = System.nanoTime();
    try (CrashRun run = new CrashRun(remote, folder, cell, recipients, mistake)) {
      switch (cell.fate()) {
        case KILLED -> run.kill();
        case FROZEN -> run.freeze();
        case OLDER_COPY -> run.goBack();
        case PAUSED -> run.pause();
      }
      run.finish();
      return new CrashOutcome(
          cell,
          run.times,
          run.inFlight.size(),
          CrashVerdict.of(run.evidence()),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private void kill() {
    if (cell.label().isPresent()) {
      killAt(cell.label().get());
    } else {
      killAtMoments();
    }
  }

  private void killAt(SendLabel label) {
    untilHit(() -> killsAt(label));
  }

  private void freeze() {
    untilHit(() -> freezesAt(cell.label().orElseThrow()));
  }

  /** A machine that is too busy may let a call time out on the way to a label: then once more. */
  private void untilHit(BooleanSupplier attempt) {
    for (int tries = 0; tries < TRIES_FOR_A_HIT; tries++) {
      if (attempt.getAsBoolean()) {
        return;
      }
      inFlight.addAll(database.sending());
      engines.close();
    }
    throw new IllegalStateException(
        "%s: no message was hit as the label says, in %d tries".formatted(cell, TRIES_FOR_A_HIT));
  }

  private boolean killsAt(SendLabel label) {
    ChildProcess engine = stopAt(label);
    Set<String> stopped = new HashSet<>();
    if (cell.fate() == Fate.OLDER_COPY) {
      stopped.addAll(database.sending());
      awaitAllQueued();
    }
    engines.kill(engine);
    Set<String> hit = lookAfterKill();
    // Where it took long, others took what the stopped worker had for lost before the kill.
    inFlight.addAll(stopped);
    return isHit(label, hit);
  }

  /** Starts engines; returns the one that has come to the label. */
  private ChildProcess stopAt(SendLabel label) {
    int left = order.recipients() - remote.accepted(line);
    int occurrence =
        1
            + random.nextInt(
                label.isPassedPerMessage() ? Math.max(1, left / (2 * cell.engines())) : 2);
    engines.fill(order.stoppingAt(label, occurrence));
    return engines.awaitAt(label, LIMIT);
  }

  private boolean isHit(SendLabel label, Set<String> hit) {
    Set<String> taken =
        remote.journal(line).stream().map(Acceptance::messageId).collect(Collectors.toSet());
    return switch (label) {
      case BEFORE_CLAIM -> true;
      case AFTER_CLAIM -> hit.stream().anyMatch(id -> !taken.contains(id));
      case AFTER_REMOTE_ACCEPTED, BEFORE_RESULT_STORED -> hit.stream().anyMatch(taken::contains);
    };
  }

  /** Where there is another engine, it settles what the frozen one had before that goes on. */
  private boolean freezesAt(SendLabel label) {
    ChildProcess engine = stopAt(label);
    engine.freeze();
    times++;
    Set<String> hit = stuck();
    inFlight.addAll(hit);
    boolean asTheLabelSays = isHit(label, hit);
    LockSupport.parkNanos(FROZEN.toNanos());
    boolean settled = !engines.hasOthers() || awaitSettled(hit);
    engine.thaw();
    engine.say("go");
    // What it knows of its own messages it writes down now, whatever others took it for.
    LockSupport.parkNanos(QUIET.toNanos());
    return asTheLabelSays && settled;
  }

  /** An engine that froze inside a transaction keeps its locks until the server ends that. */
  private boolean awaitSettled(Set<String> ids) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      if (database.dispatches().stream()
          .filter(each -> ids.contains(each.messageId()))
          .allMatch(this::isSettled)) {
        return true;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return false;
  }

  private boolean isSettled(StoredDispatch dispatch) {
    return dispatch.isAccepted()
        || (cell.mode() == RemoteMode.CANNOT_BE_ASKED && dispatch.isUnknown());
  }

  /** The database is copied, more is sent, and the copy is put in its place. */
  private void goBack() {
    killAt(cell.label().orElseThrow());
    CrashDatabase.Copy copy = database.copy();
    killAtMoments();
    copy.putBack();
    order = order.on(database.url());
  }

  /** The engine is killed in each pause, and finds the campaign paused. */
  private void pause() {
    for (int pauses = 0; pauses < cell.times(); pauses++) {
      engines.fill(order);
      ChildProcess engine = engines.first();
      engine.await("STARTED", LIMIT);
      if (pauses > 0) {
        requireQuiet(engine);
        engine.say("resume");
        engine.await("RESUMED", LIMIT);
      }
      awaitMoment(cell.times() - pauses);
      engine.say("pause");
      engine.await("PAUSED", LIMIT);
      engines.kill(engine);
      lookAfterKill();
      if (!database.campaign().equals("PAUSED")) {
        throw new IllegalStateException(cell + ": the campaign is " + database.campaign());
      }
    }
  }

  /** What the last engine had in flight may be asked about; nothing new goes out. */
  private void requireQuiet(ChildProcess engine) {
    int before = remote.accepted(line);
    LockSupport.parkNanos(QUIET.toNanos());
    int after = remote.accepted(line);
    if (after != before || !engine.isAlive()) {
      throw new IllegalStateException(
          "%s: %d messages went out, %s%n%s"
              .formatted(cell, after - before, database.states(), engine.log()));
    }
  }

  /** A copy says that it is one, sends nothing, and takes what was in flight for doubtful. */
  private void requireHeld(ChildProcess engine) {
    engine.say("held");
    String cause = engine.await("HELD", LIMIT);
    if (cause.equals("NOT")) {
      throw new IllegalStateException(cell + ": the copy is not held");
    }
    requireQuiet(engine);
    Map<String, Integer> states = database.states();
    if (states.containsKey("SENDING")
        || (cell.mode() == RemoteMode.CANNOT_BE_ASKED && !states.containsKey("UNKNOWN"))) {
      throw new IllegalStateException(cell + ": what was in flight is not in doubt, " + states);
    }
  }

  /** What a campaign has not queued when it is copied, the copy goes on with when it is resumed. */
  private void awaitAllQueued() {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (database.dispatches().size() < order.recipients()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(cell + ": not all is queued, " + database.states());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private void killAtMoments() {
    int hits = 0;
    for (int tries = 0; hits < cell.times(); tries++) {
      if (tries == TRIES_FOR_A_HIT * cell.engines() * cell.times()) {
        throw new IllegalStateException(cell + ": only " + hits + " kills hit a message");
      }
      engines.fill(order);
      awaitMoment(cell.times() - hits);
      // The one that has run longest has the account; to kill the other hits nothing.
      engines.kill(engines.first());
      if (!lookAfterKill().isEmpty()) {
        hits++;
      }
    }
  }

  // Somewhere in what is left to send, so that enough is left for the kills to come.
  private void awaitMoment(int killsToCome) {
    int accepted = remote.accepted(line);
    int share = (order.recipients() - accepted) / (killsToCome + 1);
    int moment = accepted + 1 + random.nextInt(Math.max(1, share));
    if (remote.awaitAccepted(line, moment, LIMIT) < moment) {
      throw new IllegalStateException(cell + ": nothing is sent any more, " + database.states());
    }
    LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_AFTERTHOUGHT_NANOS));
  }

  /** Returns what was SENDING in the killed engine, and not in one that was killed before. */
  private Set<String> lookAfterKill() {
    times++;
    database.awaitQuiet(engines.pids());
    Set<String> hit = stuck();
    hit.removeAll(inFlight);
    inFlight.addAll(hit);
    return hit;
  }

  /** What is SENDING and does not move. */
  private Set<String> stuck() {
    Set<String> stuck = database.sending();
    if (engines.hasOthers()) {
      LockSupport.parkNanos(MOVES.toNanos());
      stuck.retainAll(database.sending());
    }
    return stuck;
  }

  private void finish() {
    engines.fill(order);
    goOn(engines.first());
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!isOver()) {
      if (System.nanoTime() > deadline || !engines.isAlive()) {
        throw new IllegalStateException(
            "%s: not over, campaign %s, %s%n%s"
                .formatted(cell, database.campaign(), database.states(), engines.log()));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    do {
      engines.first().say("doubts");
      listed = Integer.parseInt(engines.first().await("DOUBTS", LIMIT));
    } while (listed != unknown() && System.nanoTime() < deadline);
    engines.end(LIMIT);
  }

  private int unknown() {
    return database.states().getOrDefault("UNKNOWN", 0);
  }

  private void goOn(ChildProcess engine) {
    switch (cell.fate()) {
      case KILLED, FROZEN -> {}
      case OLDER_COPY -> {
        engine.await("STARTED", LIMIT);
        if (order.mistake() != SendMistake.TRUSTS_COPIES) {
          requireHeld(engine);
          engine.say("release");
          engine.await("RELEASED", LIMIT);
          resume(engine);
        }
      }
      case PAUSED -> {
        engine.await("STARTED", LIMIT);
        requireQuiet(engine);
        resume(engine);
      }
    }
  }

  private static void resume(ChildProcess engine) {
    engine.say("resume");
    engine.await("RESUMED", LIMIT);
  }

  private boolean isOver() {
    Map<String, Integer> states = database.states();
    return database.campaign().equals("COMPLETED")
        && !states.containsKey("QUEUED")
        && !states.containsKey("SENDING")
        && !(cell.mode() == RemoteMode.CAN_BE_ASKED && states.containsKey("UNKNOWN"));
  }

  private CrashEvidence evidence() {
    return new CrashEvidence(
        order.recipients(),
        cell.mode(),
        remote.journal(line),
        database.dispatches(),
        inFlight,
        listed,
        cell.fate() == Fate.OLDER_COPY);
  }

  @Override
  public void close() {
    engines.close();
    database.close();
    remote.close(line);
  }
}
