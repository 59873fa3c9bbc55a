package io.mce.kernel;

/** Stable codes of {@link MceException}; hosts and HTTP clients may rely on the names. */
public enum ErrorCode {
  /** The input breaks a rule; the message says which value, why, and what to do. */
  INVALID,
  /** No such thing for this actor. A foreign id and an unknown id are answered alike. */
  NOT_FOUND,
  /** The actor lacks a permission or is not of that organization. */
  FORBIDDEN,
  /** The actor's role may not make this change by itself, but may ask for approval. */
  APPROVAL_NEEDED,
  /** Something else already has this name, key or address. */
  CONFLICT,
  /** Someone else changed the row since it was read. */
  STALE_VERSION,
  /** The thing is in a state in which this command makes no sense. */
  WRONG_STATE,
  /** A message text uses a variable that does not exist. */
  UNKNOWN_VARIABLE,
  /** No channel account can carry this message. */
  NO_CHANNEL,
  /** The carrier allows only approved templates now, because the lead has not written lately. */
  WINDOW_CLOSED,
  /** The carrier does not send this template, or not now. */
  TEMPLATE_UNUSABLE,
  /** This token of an invitation was never given out. */
  INVITATION_INVALID,
  /** Somebody joined by the invitation already. */
  INVITATION_USED,
  /** The invitation is too old. */
  INVITATION_EXPIRED,
  /** The invitation was taken back or gave way to a newer one. */
  INVITATION_WITHDRAWN,
  /** The invitation is for another e-mail address. */
  INVITATION_OTHER_ADDRESS,
  /** There is no such API key. */
  KEY_INVALID,
  /** The API key was taken back. */
  KEY_REVOKED,
  /** The API key's time is over. */
  KEY_EXPIRED,
  /** Something that must be signed is not, or by somebody else. */
  NOT_GENUINE,
  /** A secret, a key or a sealed value does not open. */
  SEALED,
  /** The engine is set up wrongly; the message lists every problem. */
  CONFIGURATION,
  /** The engine is not running. */
  NOT_RUNNING
}
