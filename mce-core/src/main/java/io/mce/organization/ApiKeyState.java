package io.mce.organization;

/** Whether an API key opens anything. */
public enum ApiKeyState {
  /** It does. */
  ACTIVE,
  /** Its time is over. */
  EXPIRED,
  /** Somebody took it back. */
  REVOKED
}
