package io.mce.channel;

/** How far one attempt came: one time that a message was handed to a carrier. */
public enum AttemptState {
  /** It has not ended. */
  BEGUN,
  /** The carrier took the message over. */
  ACCEPTED,
  /** The carrier surely did not. */
  NOT_ACCEPTED,
  /** The carrier may or may not have. */
  UNKNOWN
}
