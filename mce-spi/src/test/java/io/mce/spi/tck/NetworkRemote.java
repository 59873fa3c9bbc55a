package io.mce.spi.tck;

import io.mce.spi.ErrorKind;
import java.util.Map;

/** A {@link ScriptedRemote} behind a network, which can fail in the ways networks fail. */
public interface NetworkRemote extends ScriptedRemote {

  /** How many requests have reached the remote, of any kind. */
  int requests();

  /**
   * How the remote says no: for each kind of error an action that makes it answer the next send in
   * that way, from the carrier's documentation. At least {@link NetworkContract#USUAL_REFUSALS}.
   */
  Map<ErrorKind, Runnable> refusals();

  /** From now on nothing listens. */
  void goAway();

  /** Takes the next message over, and closes the connection without an answer. */
  void loseNextAnswer();

  /** Never answers the next request; keeps the connection open. */
  void hangNext();
}
