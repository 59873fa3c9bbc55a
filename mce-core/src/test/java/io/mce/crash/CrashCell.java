package io.mce.crash;

import io.mce.channel.SendLabel;
import java.util.Optional;

/**
 * One way to crash.
 *
 * @param fate what befalls the engine
 * @param engines how many run on the one database, of which it befalls one
 * @param parallelSends how many messages may be on their way at once
 * @param label where in the send path it befalls it; empty for any moment while messages go out
 * @param times how many times it has to hit
 * @param seed what the random choices are made from
 */
record CrashCell(
    Fate fate,
    Storage storage,
    int engines,
    RemoteMode mode,
    int parallelSends,
    Optional<SendLabel> label,
    int times,
    long seed) {

  private static final int USUAL_SENDS = 8;

  private static CrashCell of(
      Fate fate,
      Storage storage,
      RemoteMode mode,
      Optional<SendLabel> label,
      int times,
      long seed) {
    return new CrashCell(fate, storage, 1, mode, USUAL_SENDS, label, times, seed);
  }

  /** One kill at a labelled point. */
  static CrashCell at(SendLabel label, Storage storage, RemoteMode mode, long seed) {
    return of(Fate.KILLED, storage, mode, Optional.of(label), 1, seed);
  }

  /** Kills at random moments, each of which has to hit a message that is SENDING. */
  static CrashCell atMoments(int kills, Storage storage, RemoteMode mode, long seed) {
    return of(Fate.KILLED, storage, mode, Optional.empty(), kills, seed);
  }

  /** An engine is frozen at a labelled point until its leases have ended. */
  static CrashCell frozenAt(SendLabel label, Storage storage, RemoteMode mode, long seed) {
    return of(Fate.FROZEN, storage, mode, Optional.of(label), 1, seed);
  }

  /** A copy is taken when an engine was killed at a labelled point, and put back later. */
  static CrashCell onOlderCopy(SendLabel label, Storage storage, RemoteMode mode, long seed) {
    return of(Fate.OLDER_COPY, storage, mode, Optional.of(label), 1, seed);
  }

  /** A campaign is paused so many times, and the engine killed in each pause. */
  static CrashCell paused(int times, Storage storage, RemoteMode mode, long seed) {
    return of(Fate.PAUSED, storage, mode, Optional.empty(), times, seed);
  }

  /** The same with two engines. */
  CrashCell byTwo() {
    return new CrashCell(fate, storage, 2, mode, parallelSends, label, times, seed);
  }

  /** The same with one message after the other. */
  CrashCell oneByOne() {
    return new CrashCell(fate, storage, engines, mode, 1, label, times, seed);
  }

  @Override
  public String toString() {
    return "%s %s%s %s %d at once, %s, seed %d"
        .formatted(
            fate,
            storage,
            engines == 1 ? "" : " x " + engines,
            mode,
            parallelSends,
            label.map(SendLabel::name).orElse(times + " moments"),
            seed);
  }
}
