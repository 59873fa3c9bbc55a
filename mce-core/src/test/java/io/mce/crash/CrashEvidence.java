package io.mce.crash;

import java.util.List;
import java.util.Set;

/**
 * All that is known when a killed and restarted campaign is over.
 *
 * @param audience how many people the campaign was for
 * @param mode whether the remote could be asked
 * @param journal what the remote took, in its own words
 * @param dispatches what the engine's database says
 * @param inFlight ids of the messages that were SENDING when an engine was killed
 * @param listed how many messages the engine, asked, lists as in doubt
 * @param copied whether it went on with an older copy, in which what waited was cancelled: nobody
 *     knows whether the original sent it
 */
record CrashEvidence(
    int audience,
    RemoteMode mode,
    List<Acceptance> journal,
    List<StoredDispatch> dispatches,
    Set<String> inFlight,
    int listed,
    boolean copied) {

  CrashEvidence {
    journal = List.copyOf(journal);
    dispatches = List.copyOf(dispatches);
    inFlight = Set.copyOf(inFlight);
  }

  /** Without a copy. */
  CrashEvidence(
      int audience,
      RemoteMode mode,
      List<Acceptance> journal,
      List<StoredDispatch> dispatches,
      Set<String> inFlight,
      int listed) {
    this(audience, mode, journal, dispatches, inFlight, listed, false);
  }

  /** Whether a message was rightly cancelled. */
  boolean mayBeLeftOut(StoredDispatch dispatch) {
    return copied && dispatch.isCancelled();
  }
}
