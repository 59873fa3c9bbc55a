package io.mce.spi;

/**
 * What a channel can do. The conformance kit checks both directions: what is declared works, what
 * is not declared is refused or never happens.
 */
public enum ChannelCapability {
  /** Sends {@link Text}. */
  TEXT,
  /** Sends {@link Media}. */
  MEDIA,
  /** Sends {@link Template}. */
  TEMPLATE,
  /** Sends {@link QuickReply}. */
  QUICK_REPLY,
  /** Brings what people write, as {@link MessageIn}. */
  INBOUND,
  /** Reports that the carrier sent a message on. */
  SENT_RECEIPT,
  /** Reports that a message reached the device. */
  DELIVERED_RECEIPT,
  /** Reports that a person opened a message. */
  READ_RECEIPT,
  /** Receipts carry the id of our message beside the carrier's, see {@link Receipt#messageId()}. */
  REFERENCE_ECHO,
  /**
   * Sending a message again under the same {@link OutboundMessage#id()} makes no second message and
   * answers with the first one's remote id, for at least 24 hours.
   */
  IDEMPOTENT_SEND
}
