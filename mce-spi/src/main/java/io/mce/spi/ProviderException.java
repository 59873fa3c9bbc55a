package io.mce.spi;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A remote refused, failed or could not be reached. The only exception a provider should throw.
 *
 * <p>The message says what happened for people and logs; nothing secret and nothing personal in it.
 */
public final class ProviderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;
  private final ErrorScope scope;
  private final @Nullable String remoteCode;
  private final @Nullable Duration retryAfter;

  /**
   * Says everything at once; the factories below cover the usual cases.
   *
   * @param kind the class of the error
   * @param remoteCode the remote's own code, if it gave one
   * @param message a sentence for people
   * @param retryAfter how long to wait, if the remote said so
   * @param scope how far the error reaches
   * @param cause what was thrown below, if anything
   */
  public ProviderException(
      ErrorKind kind,
      @Nullable String remoteCode,
      String message,
      @Nullable Duration retryAfter,
      ErrorScope scope,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.remoteCode = remoteCode;
    this.retryAfter = retryAfter;
    this.scope = scope;
  }

  /** An error without a code of the remote. */
  public static ProviderException of(ErrorKind kind, String message) {
    return new ProviderException(kind, null, message, null, kind.scope(), null);
  }

  /** An error with the remote's own code. */
  public static ProviderException of(ErrorKind kind, String remoteCode, String message) {
    return new ProviderException(kind, remoteCode, message, null, kind.scope(), null);
  }

  /** Too fast: everything in the scope has to wait. */
  public static ProviderException rateLimited(
      ErrorScope scope, Duration retryAfter, String message) {
    return new ProviderException(ErrorKind.RATE_LIMITED, null, message, retryAfter, scope, null);
  }

  /** Nothing was sent: the connection was never made. */
  public static ProviderException unavailable(String message, Throwable cause) {
    return new ProviderException(
        ErrorKind.UNAVAILABLE, null, message, null, ErrorKind.UNAVAILABLE.scope(), cause);
  }

  /** Bytes have left and there was no answer. */
  public static ProviderException outcomeUnknown(String message, Throwable cause) {
    return new ProviderException(
        ErrorKind.OUTCOME_UNKNOWN, null, message, null, ErrorKind.OUTCOME_UNKNOWN.scope(), cause);
  }

  /** The class of the error. */
  public ErrorKind kind() {
    return kind;
  }

  /** How far it reaches. */
  public ErrorScope scope() {
    return scope;
  }

  /** The remote's own code. */
  public Optional<String> remoteCode() {
    return Optional.ofNullable(remoteCode);
  }

  /** How long the remote asked to wait. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** The same as a value, to be stored. */
  public ProviderErrorDetail detail() {
    return new ProviderErrorDetail(kind, remoteCode(), String.valueOf(getMessage()));
  }
}
