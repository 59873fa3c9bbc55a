package io.mce.crash;

import io.mce.channel.SendLabel;
import java.util.Optional;

/**
 * One way to crash.
 *
 * @param label where in the send path to kill; empty for any moment while messages go out
 * @param kills how many kills have to hit
 * @param seed what the random choices are made from
 */
record CrashCell(
    Storage storage, RemoteMode mode, Optional<SendLabel> label, int kills, long seed) {

  /** One kill at a labelled point. */
  static CrashCell at(SendLabel label, Storage storage, RemoteMode mode, long seed) {
    return new CrashCell(storage, mode, Optional.of(label), 1, seed);
  }

  /** Kills at random moments, each of which has to hit a message that is SENDING. */
  static CrashCell atMoments(int kills, Storage storage, RemoteMode mode, long seed) {
    return new CrashCell(storage, mode, Optional.empty(), kills, seed);
  }

  @Override
  public String toString() {
    return "%s %s %s seed %d"
        .formatted(storage, mode, label.map(SendLabel::name).orElse(kills + " moments"), seed);
  }
}
