package io.mce.app.sandbox;

import java.time.Instant;

/**
 * A message as a sandbox phone shows it.
 *
 * @param id the carrier's id of the message
 * @param phone the number of the phone
 * @param direction which way it went
 * @param text what it says
 * @param status how far it has come
 * @param at when the carrier took it over, or the phone sent it
 */
public record SandboxMessage(
    String id, String phone, Direction direction, String text, Status status, Instant at) {

  /** Which way a message went. */
  public enum Direction {
    /** From the organization to the phone. */
    TO_PHONE,
    /** From the phone to the organization. */
    FROM_PHONE
  }

  /** How far a message has come. */
  public enum Status {
    /** The carrier has it. */
    ACCEPTED,
    /** On its way. */
    SENT,
    /** On the phone. */
    DELIVERED,
    /** Opened, as the carrier plays it. */
    READ,
    /** Will not arrive. */
    FAILED,
    /** Written on the phone and handed to the engine. */
    RECEIVED
  }

  /** Leaves out number and text. */
  @Override
  public String toString() {
    return "SandboxMessage[" + id + ", " + direction + ", " + status + "]";
  }
}
