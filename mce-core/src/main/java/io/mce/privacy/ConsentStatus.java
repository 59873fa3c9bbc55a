package io.mce.privacy;

/** What a person said when asked for consent. */
public enum ConsentStatus {
  /** Yes. */
  GRANTED,
  /** No. */
  DENIED,
  /** No longer. */
  REVOKED
}
