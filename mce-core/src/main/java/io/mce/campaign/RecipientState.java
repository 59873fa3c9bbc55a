package io.mce.campaign;

/** The most telling thing that happened to one person in a campaign. */
public enum RecipientState {
  /** The first message waits to be sent. */
  QUEUED,
  /** A carrier took a message. */
  SENT,
  /** A message reached the person. */
  DELIVERED,
  /** The person read a message. */
  READ,
  /** The person answered. */
  REPLIED,
  /** The person opted out. */
  OPTED_OUT,
  /** Sending failed for good. */
  FAILED,
  /** Whether a carrier took the message is not known. */
  UNKNOWN,
  /** Nothing was sent, and nothing will be. */
  SKIPPED
}
