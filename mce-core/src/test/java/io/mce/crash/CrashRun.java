package io.mce.crash;

import io.mce.channel.SendLabel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Plays one cell: kill, start again, let it finish, judge. */
final class CrashRun implements AutoCloseable {

  private static final int HEAP_MEGABYTES = 160;
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Duration PONDER = Duration.ofMillis(10);
  private static final Duration ANSWER = Duration.ofMillis(10);
  private static final long LONGEST_AFTERTHOUGHT_NANOS = 25_000_000;
  private static final int TRIES_FOR_A_HIT = 3;

  /** Half a minute by the clock of the engines. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private final RemoteProcess remote;
  private final CrashCell cell;
  private final Random random;
  private final CrashDatabase database;
  private final RemoteProcess.Line line;
  private EngineOrder order;
  private final Set<String> inFlight = new HashSet<>();
  private int kills;
  private int listed;

  private CrashRun(
      RemoteProcess remote, Path folder, CrashCell cell, int recipients, Mistake mistake) {
    this.remote = remote;
    this.cell = cell;
    this.random = new Random(cell.seed());
    this.database = CrashDatabase.create(cell.storage(), folder);
    this.line = remote.open(folder.getFileName().toString(), cell.mode(), PONDER, ANSWER);
    this.order =
        EngineOrder.run(database.url(), line.address(), cell.mode(), recipients).with(mistake);
  }

  /** Plays a cell in a folder of its own. */
  static CrashOutcome play(RemoteProcess remote, Path folder, CrashCell cell, int recipients) {
    return play(remote, folder, cell, recipients, Mistake.NONE);
  }

  /** The same with an engine that does something wrong. */
  static CrashOutcome play(
      RemoteProcess remote, Path folder, CrashCell cell, int recipients, Mistake mistake) {
    long start = System.nanoTime();
    try (CrashRun run = new CrashRun(remote, folder, cell, recipients, mistake)) {
      switch (cell.fate()) {
        case KILLED -> run.kill();
        case OLDER_COPY -> run.goBack();
        case PAUSED -> run.pause();
      }
      run.finish();
      return new CrashOutcome(
          cell,
          run.kills,
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
    for (int pauses = 0; pauses < cell.kills(); pauses++) {
      try (ChildProcess engine = start(order)) {
        engine.await("STARTED", LIMIT);
        if (pauses > 0) {
          requireQuiet(engine);
          engine.say("resume");
          engine.await("RESUMED", LIMIT);
        }
        awaitMoment(cell.kills() - pauses);
        engine.say("pause");
        engine.await("PAUSED", LIMIT);
        engine.kill();
      }
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

  /** A machine that is too busy may let a call time out on the way to the label: then once more. */
  private void killAt(SendLabel label) {
    for (int tries = 0; tries < TRIES_FOR_A_HIT; tries++) {
      if (killsAt(label)) {
        return;
      }
    }
    throw new IllegalStateException(
        "%s: no kill hit a message as the label says, in %d tries"
            .formatted(cell, TRIES_FOR_A_HIT));
  }

  private boolean killsAt(SendLabel label) {
    int left = order.recipients() - remote.accepted(line);
    int occurrence = 1 + random.nextInt(label.isPassedPerMessage() ? Math.max(1, left / 2) : 2);
    Set<String> stopped = new HashSet<>();
    try (ChildProcess engine = start(order.stoppingAt(label, occurrence))) {
      engine.await("AT " + label, LIMIT);
      if (cell.fate() == Fate.OLDER_COPY) {
        stopped.addAll(database.sending());
        awaitAllQueued();
      }
      engine.kill();
    }
    Set<String> hit = lookAfterKill();
    // Where it took long, others took what the stopped worker had for lost before the kill.
    inFlight.addAll(stopped);
    Set<String> taken =
        remote.journal(line).stream().map(Acceptance::messageId).collect(Collectors.toSet());
    return switch (label) {
      case BEFORE_CLAIM -> true;
      case AFTER_CLAIM -> hit.stream().anyMatch(id -> !taken.contains(id));
      case AFTER_REMOTE_ACCEPTED, BEFORE_RESULT_STORED -> hit.stream().anyMatch(taken::contains);
    };
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
    for (int tries = 0; hits < cell.kills(); tries++) {
      if (tries == TRIES_FOR_A_HIT * cell.kills()) {
        throw new IllegalStateException(cell + ": only " + hits + " kills hit a message");
      }
      try (ChildProcess engine = start(order)) {
        awaitMoment(cell.kills() - hits);
        engine.kill();
      }
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
    kills++;
    database.awaitQuiet();
    Set<String> hit = database.sending();
    hit.removeAll(inFlight);
    inFlight.addAll(hit);
    return hit;
  }

  private void finish() {
    try (ChildProcess engine = start(order)) {
      goOn(engine);
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (!isOver()) {
        if (System.nanoTime() > deadline || !engine.isAlive()) {
          throw new IllegalStateException(
              "%s: not over, campaign %s, %s%n%s"
                  .formatted(cell, database.campaign(), database.states(), engine.log()));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
      engine.say("doubts");
      listed = Integer.parseInt(engine.await("DOUBTS", LIMIT));
      engine.say("close");
      int code = engine.waitFor(LIMIT);
      if (code != 0) {
        throw new IllegalStateException(cell + ": ended with " + code + "\n" + engine.log());
      }
    }
  }

  private void goOn(ChildProcess engine) {
    engine.await("STARTED", LIMIT);
    switch (cell.fate()) {
      case KILLED -> {}
      case OLDER_COPY -> {
        if (order.mistake() != Mistake.TRUSTS_COPIES) {
          requireHeld(engine);
          engine.say("release");
          engine.await("RELEASED", LIMIT);
          resume(engine);
        }
      }
      case PAUSED -> {
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

  private static ChildProcess start(EngineOrder order) {
    return ChildProcess.start(EngineProcess.class, HEAP_MEGABYTES, order.arguments());
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
    database.close();
  }
}
