package io.mce.conversation;

/** Who wrote. */
public enum Direction {
  /** The lead. */
  INBOUND,
  /** The organization. */
  OUTBOUND
}
