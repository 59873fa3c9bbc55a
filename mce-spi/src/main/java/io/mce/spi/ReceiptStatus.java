package io.mce.spi;

/** How far a message has come. */
public enum ReceiptStatus {
  /** The carrier sent it on. */
  SENT,
  /** It reached the device. */
  DELIVERED,
  /** A person opened it. */
  READ,
  /** It will not arrive. */
  FAILED
}
