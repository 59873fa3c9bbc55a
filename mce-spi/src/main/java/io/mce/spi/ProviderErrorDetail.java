package io.mce.spi;

import java.util.Optional;

/**
 * Why a remote failed or refused.
 *
 * @param kind the class of the error, which decides what the engine does
 * @param remoteCode the remote's own code
 * @param message a sentence for people; nothing secret, nothing personal
 */
public record ProviderErrorDetail(ErrorKind kind, Optional<String> remoteCode, String message) {

  /** An error with the remote's own code. */
  public static ProviderErrorDetail of(ErrorKind kind, String remoteCode, String message) {
    return new ProviderErrorDetail(kind, Optional.of(remoteCode), message);
  }

  /** An error without a code. */
  public static ProviderErrorDetail of(ErrorKind kind, String message) {
    return new ProviderErrorDetail(kind, Optional.empty(), message);
  }
}
