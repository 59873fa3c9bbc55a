package io.mce.spi;

/** Why a message is sent. Carriers with categories or several senders choose by it. */
public enum MessagePurpose {
  /** A campaign or workflow talks first. */
  OUTREACH,
  /** An automatic answer to what the person wrote. */
  RESPONSE,
  /** The confirmation of an opt-out or a request for help, which an opt-out does not stop. */
  COMPLIANCE,
  /** A person of the organization writes. */
  HUMAN
}
