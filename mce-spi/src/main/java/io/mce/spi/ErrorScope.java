package io.mce.spi;

/** How far an error reaches: what has to wait, or is broken. */
public enum ErrorScope {
  /** This message. */
  MESSAGE,
  /** Everything to this recipient from this sender. */
  RECIPIENT,
  /** Everything from this sender. */
  SENDER,
  /** Everything of this account. */
  ACCOUNT,
  /** Everything to this country or network. */
  DESTINATION
}
