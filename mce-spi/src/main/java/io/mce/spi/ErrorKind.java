package io.mce.spi;

/**
 * The kinds of error a remote can give. A plugin classifies; the kind decides what the engine does
 * about it, so that every carrier's codes lead to the same behaviour.
 *
 * <p>The rule that goes before all: a kind with the remedy RETRY or FAIL_OVER says that the request
 * was surely not executed. Once bytes have left and no answer came, or the remote answered with an
 * error of its own that does not exclude execution (a plain HTTP 500), it is {@link
 * #OUTCOME_UNKNOWN}.
 */
public enum ErrorKind {
  /** The remote could not be reached or said that it did not take the request; nothing was sent. */
  UNAVAILABLE(Remedy.RETRY, ErrorScope.ACCOUNT),
  /**
   * Too fast, or a quota is used up; nothing was sent. {@link ProviderException#retryAfter()} says
   * how long, up to days for a daily limit, and the scope says what has to wait.
   */
  RATE_LIMITED(Remedy.RETRY, ErrorScope.ACCOUNT),

  /** The request may have been executed: time-out, lost connection, server error without a word. */
  OUTCOME_UNKNOWN(Remedy.RECONCILE, ErrorScope.MESSAGE),

  /** Credentials or permissions are wrong, missing or expired. */
  UNAUTHORIZED(Remedy.FAIL_OVER, ErrorScope.ACCOUNT),
  /** The remote has blocked, banned or closed the account or sender. */
  ACCOUNT_SUSPENDED(Remedy.FAIL_OVER, ErrorScope.ACCOUNT),
  /** The account has no credit or a payment problem. */
  INSUFFICIENT_FUNDS(Remedy.FAIL_OVER, ErrorScope.ACCOUNT),
  /** The sender is not registered or approved for this use. */
  SENDER_NOT_REGISTERED(Remedy.FAIL_OVER, ErrorScope.SENDER),
  /** The session is logged out or gone and must be paired or restarted. */
  SESSION_LOST(Remedy.FAIL_OVER, ErrorScope.ACCOUNT),
  /** The account may not send to this country or network. */
  DESTINATION_NOT_ALLOWED(Remedy.FAIL_OVER, ErrorScope.DESTINATION),
  /** This route does not reach the recipient, who may be reached by another. */
  UNREACHABLE(Remedy.FAIL_OVER, ErrorScope.RECIPIENT),

  /** The address does not exist or is not on this channel. */
  INVALID_RECIPIENT(Remedy.GIVE_UP, ErrorScope.RECIPIENT),
  /** The person does not want messages; the engine remembers. */
  OPTED_OUT(Remedy.GIVE_UP, ErrorScope.RECIPIENT),
  /** Free text is not allowed now; an approved template would be. */
  WINDOW_CLOSED(Remedy.GIVE_UP, ErrorScope.RECIPIENT),
  /** The carrier or network withheld the message as unwanted. */
  FILTERED(Remedy.GIVE_UP, ErrorScope.MESSAGE),
  /** The template does not exist, is paused, rejected, or does not fit its parameters. */
  TEMPLATE_UNUSABLE(Remedy.GIVE_UP, ErrorScope.MESSAGE),
  /** The carrier refuses what is said or attached. */
  CONTENT_REJECTED(Remedy.GIVE_UP, ErrorScope.MESSAGE),
  /** The request is wrong in form; a fault of the plugin or its settings. */
  INVALID_REQUEST(Remedy.GIVE_UP, ErrorScope.MESSAGE),
  /** The channel cannot do this at all. */
  UNSUPPORTED(Remedy.GIVE_UP, ErrorScope.MESSAGE),
  /** The remote refused with a code that the plugin does not know; never tried again. */
  REFUSED(Remedy.GIVE_UP, ErrorScope.MESSAGE);

  private final Remedy remedy;
  private final ErrorScope scope;

  ErrorKind(Remedy remedy, ErrorScope scope) {
    this.remedy = remedy;
    this.scope = scope;
  }

  /** What the engine does about it. */
  public Remedy remedy() {
    return remedy;
  }

  /** How far it reaches unless the error itself says otherwise. */
  public ErrorScope scope() {
    return scope;
  }

  /** Whether nothing will work on the account until a person acts. */
  public boolean marksAccountDown() {
    return remedy == Remedy.FAIL_OVER
        && (scope == ErrorScope.ACCOUNT || scope == ErrorScope.SENDER);
  }
}
