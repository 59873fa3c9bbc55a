package io.mce.channel;

/**
 * How far a dispatch is. The constants are in the order of the evidence: of two reports about the
 * same attempt the later constant wins, in whatever order and however often they come. That makes
 * {@link #join} a join of a lattice: commutative, associative, idempotent.
 *
 * <p>Where FAILED stands: a carrier that accepted or sent a message may still fail to deliver it,
 * so FAILED outranks ACCEPTED and SENT; a message that reached the device cannot have failed, so
 * DELIVERED and READ outrank FAILED.
 *
 * <p>Two moves go back, and both are decisions of the engine, not reports: SENDING to QUEUED after
 * an answer that nothing was executed, and UNKNOWN to QUEUED when the carrier does not have the
 * message or recognizes a repetition.
 */
public enum DispatchState {
  /** Waits for its time, its lane, its turn in the conversation, or an open gate. */
  QUEUED,
  /** A worker has it; the carrier may or may not. */
  SENDING,
  /** The worker or its answer was lost: the carrier may have it. Never sent again blindly. */
  UNKNOWN,
  /** Will not be sent, because of an opt-out, a gate or a command. The carrier never had it. */
  CANCELLED,
  /** The carrier took it over. */
  ACCEPTED,
  /** The carrier sent it on. */
  SENT,
  /** It will not arrive. */
  FAILED,
  /** It reached the device. */
  DELIVERED,
  /** A person opened it. */
  READ;

  /** Returns what two reports about one attempt say together. */
  public DispatchState join(DispatchState other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Tells whether a carrier has the message, as far as we know. */
  public boolean isWithCarrier() {
    return this == ACCEPTED || this == SENT || this == DELIVERED || this == READ;
  }

  /** Tells whether it is still undecided whether the message is sent. */
  public boolean isOpen() {
    return this == QUEUED || this == SENDING || this == UNKNOWN;
  }
}
