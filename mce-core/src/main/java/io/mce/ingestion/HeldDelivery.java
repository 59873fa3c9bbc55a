package io.mce.ingestion;

import java.time.Instant;

/**
 * A delivery that was not taken, or not all of it, and waits for a person.
 *
 * @param source the name of who sent it
 * @param reason why it was held back
 * @param contentType as the request named it
 * @param body what it brought, as text; empty when it was too large to keep
 */
public record HeldDelivery(
    DeliveryId id,
    SourceId source,
    Reason reason,
    String contentType,
    String body,
    Instant receivedAt) {

  /** Why a delivery is held back. */
  public enum Reason {
    /** Its signature is missing or wrong: somebody else sent it, or the secret is not the same. */
    NOT_GENUINE,
    /** There is no lead in it that could be read. */
    UNREADABLE,
    /**
     * A lead in it has nothing to be known by: no phone number, e-mail address or id that can be
     * used. The others were taken.
     */
    NO_CONTACT
  }

  /** What it brought is personal and stays out. */
  @Override
  public String toString() {
    return "HeldDelivery[" + id + ", " + reason + "]";
  }
}
