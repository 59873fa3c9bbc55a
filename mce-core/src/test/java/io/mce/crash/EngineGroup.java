package io.mce.crash;

import io.mce.channel.SendLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The engines of a run that are alive, all on one database. */
final class EngineGroup implements AutoCloseable {

  static final int HEAP_MEGABYTES = 160;

  private final int size;
  private final List<ChildProcess> alive = new ArrayList<>();

  /** Nothing runs yet; so many engines will. */
  EngineGroup(int size) {
    this.size = size;
  }

  /** Starts the engines that are missing. */
  void fill(EngineOrder order) {
    while (alive.size() < size) {
      EngineOrder each = alive.isEmpty() ? order : order.joining();
      alive.add(ChildProcess.start(EngineProcess.class, HEAP_MEGABYTES, each.arguments()));
    }
  }

  /** The engine that has run longest. */
  ChildProcess first() {
    return alive.getFirst();
  }

  /** Waits for the engine that stops first at a label; the others will not stop there any more. */
  ChildProcess awaitAt(SendLabel label, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    while (System.nanoTime() < deadline) {
      for (ChildProcess engine : alive) {
        Optional<String> there = engine.poll("AT " + label);
        if (there.isPresent()) {
          alive.stream().filter(other -> other != engine).forEach(other -> other.say("go"));
          return engine;
        }
      }
    }
    throw new IllegalStateException("no engine came to " + label + "\n" + log());
  }

  /** Whether there are others that go on when one of them does not. */
  boolean hasOthers() {
    return size > 1;
  }

  /** Kills one of them. */
  void kill(ChildProcess engine) {
    engine.kill();
    alive.remove(engine);
  }

  /** Lets all of them end in order; throws when one does not. */
  void end(Duration within) {
    alive.forEach(engine -> engine.say("close"));
    for (ChildProcess engine : List.copyOf(alive)) {
      int code = engine.waitFor(within);
      if (code != 0) {
        throw new IllegalStateException("an engine ended with " + code + "\n" + engine.log());
      }
      alive.remove(engine);
    }
  }

  boolean isAlive() {
    return alive.stream().allMatch(ChildProcess::isAlive);
  }

  /** The ids of their processes. */
  Set<Long> pids() {
    return alive.stream().map(ChildProcess::pid).collect(Collectors.toSet());
  }

  /** What they printed, the end of it. */
  String log() {
    return alive.stream().map(ChildProcess::log).collect(Collectors.joining("\n--\n"));
  }

  @Override
  public void close() {
    alive.forEach(ChildProcess::close);
    alive.clear();
  }
}
