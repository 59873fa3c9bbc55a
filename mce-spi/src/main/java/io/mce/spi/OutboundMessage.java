package io.mce.spi;

import java.util.Optional;

/**
 * One message to one person.
 *
 * @param id the engine's id of this message, and the idempotency key: the same message tried again
 *     has the same id. At most 64 letters, digits and dashes; hand it to the carrier as reference
 *     where that is possible.
 * @param from the sender to use; empty means the account's own
 * @param to whom it is for
 * @param content what it says
 * @param conversationKey orders messages: those with one key are sent one after the other, never at
 *     the same time
 * @param purpose why it is sent
 */
public record OutboundMessage(
    String id,
    Optional<Address> from,
    Address to,
    Content content,
    String conversationKey,
    MessagePurpose purpose) {

  /** Checks that the ids are there. */
  public OutboundMessage {
    Check.notBlank(id, "id");
    Check.notBlank(conversationKey, "conversationKey");
  }

  /** A message from the account's own sender. */
  public static OutboundMessage of(
      String id, Address to, Content content, String conversationKey, MessagePurpose purpose) {
    return new OutboundMessage(id, Optional.empty(), to, content, conversationKey, purpose);
  }
}
