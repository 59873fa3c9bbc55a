package io.mce.conversation;

import io.mce.channel.DispatchState;

/** How far a message is. That of an outbound message is read from its dispatch. */
public enum MessageStatus {
  /** The lead wrote it. */
  RECEIVED,
  /** Waits to be sent. */
  QUEUED,
  /** Is being handed to the carrier. */
  SENDING,
  /** The carrier may or may not have it. */
  UNKNOWN,
  /** Was not sent and will not be. */
  CANCELLED,
  /** The carrier took it over. */
  ACCEPTED,
  /** The carrier sent it on. */
  SENT,
  /** Will not arrive. */
  FAILED,
  /** Reached the device. */
  DELIVERED,
  /** A person opened it. */
  READ;

  static MessageStatus of(DispatchState state) {
    return switch (state) {
      case QUEUED -> QUEUED;
      case SENDING -> SENDING;
      case UNKNOWN -> UNKNOWN;
      case CANCELLED -> CANCELLED;
      case ACCEPTED -> ACCEPTED;
      case SENT -> SENT;
      case FAILED -> FAILED;
      case DELIVERED -> DELIVERED;
      case READ -> READ;
    };
  }
}
