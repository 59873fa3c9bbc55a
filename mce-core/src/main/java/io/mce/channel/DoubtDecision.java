package io.mce.channel;

/** What a person decides about a message of which nobody knows whether the carrier has it. */
public enum DoubtDecision {
  /** The carrier is asked again, at once. Only where it can be asked. */
  ASK,
  /** It arrived, as the person knows from elsewhere: it counts as sent. */
  ARRIVED,
  /** It goes again as a new attempt, and may arrive twice. Only once the first has surely ended. */
  SEND_AGAIN,
  /** It is given up: it counts as failed, though it may have arrived. */
  GIVE_UP
}
