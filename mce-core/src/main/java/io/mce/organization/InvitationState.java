package io.mce.organization;

/** What became of an invitation. */
public enum InvitationState {
  /** Its link works. */
  OPEN,
  /** Somebody joined by it. */
  ACCEPTED,
  /** Nobody joined in time. */
  EXPIRED,
  /** It was taken back, or a newer one for the same address took its place. */
  WITHDRAWN
}
