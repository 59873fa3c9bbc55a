package io.mce.crash;

import io.mce.channel.SendLabel;
import java.util.Optional;

/**
 * One way to crash.
 *
 * @param fate what befalls the engine
 * @param label where in the send path to kill; empty for any moment while messages go out
 * @param kills how many kills have to hit
 * @param seed what the random choices are made from
 */
record CrashCell(
    Fate fate, Storage storage, RemoteMode mode, Optional<SendLabel> label, int kills, long seed) {

  /** One kill at a labelled point. */
  static CrashCell at(SendLabel label, Storage storage, RemoteMode mode, long seed) {
    return new CrashCell(Fate.KILLED, storage, mode, Optional.of(label), 1, seed);
  }

  /** Kills at random moments, each of which has to hit a message that is SENDING. */
  static CrashCell atMoments(int kills, Storage storage, RemoteMode mode, long seed) {
    return new CrashCell(Fate.KILLED, storage, mode, Optional.empty(), kills, seed);
  }

  /** A copy is taken when an engine was killed at a labelled point, and put back later. */
  static CrashCell onOlderCopy(SendLabel label, Storage storage, RemoteMode mode, long seed) {
    return new CrashCell(Fate.OLDER_COPY, storage, mode, Optional.of(label), 1, seed);
  }

  /** A campaign is paused so many times, and the engine killed in each pause. */
  static CrashCell paused(int times, Storage storage, RemoteMode mode, long seed) {
    return new CrashCell(Fate.PAUSED, storage, mode, Optional.empty(), times, seed);
  }

  @Override
  public String toString() {
    return "%s%s %s %s seed %d"
        .formatted(
            fate == Fate.KILLED ? "" : fate + " ",
            storage,
            mode,
            label.map(SendLabel::name).orElse(kills + " moments"),
            seed);
  }
}
