package io.mce.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * News about a message that was sent.
 *
 * @param eventId see {@link ProviderEvent#eventId()}
 * @param at when it happened, by the remote's clock
 * @param remoteId the carrier's id of the message
 * @param messageId our id of the message, where the carrier echoes it ({@link
 *     ChannelCapability#REFERENCE_ECHO}); resolves sends whose outcome is unknown
 * @param status how far the message has come
 * @param error why it failed; there if and only if the status is FAILED
 * @param cost what the carrier charges, where it says so
 * @param pricing under which of its rates it does, where it says that
 */
public record Receipt(
    String eventId,
    Instant at,
    String remoteId,
    Optional<String> messageId,
    ReceiptStatus status,
    Optional<ProviderErrorDetail> error,
    Optional<Cost> cost,
    Optional<Pricing> pricing)
    implements ProviderEvent {

  /** Checks that the ids are there and that an error comes with FAILED, and only with it. */
  public Receipt {
    Check.notBlank(eventId, "eventId");
    Check.notBlank(remoteId, "remoteId");
    Check.that(
        (status == ReceiptStatus.FAILED) == error.isPresent(),
        "a receipt has an error if and only if it is FAILED");
  }

  /** News without a rate. */
  public Receipt(
      String eventId,
      Instant at,
      String remoteId,
      Optional<String> messageId,
      ReceiptStatus status,
      Optional<ProviderErrorDetail> error,
      Optional<Cost> cost) {
    this(eventId, at, remoteId, messageId, status, error, cost, Optional.empty());
  }

  /** A message has come this far; remote id and status name the event. */
  public static Receipt of(String remoteId, ReceiptStatus status, Instant at) {
    return new Receipt(
        "receipt:" + remoteId + ":" + status,
        at,
        remoteId,
        Optional.empty(),
        status,
        Optional.empty(),
        Optional.empty());
  }

  /** A message will not arrive; remote id and status name the event. */
  public static Receipt failed(String remoteId, ProviderErrorDetail error, Instant at) {
    return new Receipt(
        "receipt:" + remoteId + ":" + ReceiptStatus.FAILED,
        at,
        remoteId,
        Optional.empty(),
        ReceiptStatus.FAILED,
        Optional.of(error),
        Optional.empty());
  }

  /** The same with our id of the message, as the carrier echoed it. */
  public Receipt withMessageId(String id) {
    return new Receipt(eventId, at, remoteId, Optional.of(id), status, error, cost, pricing);
  }

  /** The same with what the carrier charges. */
  public Receipt withCost(Cost charged) {
    return new Receipt(
        eventId, at, remoteId, messageId, status, error, Optional.of(charged), pricing);
  }

  /** The same with the rate that the carrier charges by. */
  public Receipt withPricing(Pricing rate) {
    return new Receipt(eventId, at, remoteId, messageId, status, error, cost, Optional.of(rate));
  }
}
