package io.mce.channel;

/** The points of the send path at which an engine can be stopped, in their order. */
public enum SendLabel {
  /** A lane is leased, nothing is claimed yet. */
  BEFORE_CLAIM,
  /** Messages are SENDING, none of them has left. */
  AFTER_CLAIM,
  /** The remote has taken one message; only this process knows. */
  AFTER_REMOTE_ACCEPTED,
  /** Results are about to be written down. */
  BEFORE_RESULT_STORED;

  /** Whether it is passed once for each message and not once for many. */
  public boolean isPassedPerMessage() {
    return this == AFTER_REMOTE_ACCEPTED;
  }
}
