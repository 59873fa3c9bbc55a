package io.mce.channel;

import io.mce.spi.Accepted;
import io.mce.spi.Cost;
import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.ProviderException;
import java.time.Duration;
import java.util.Optional;

/** What a carrier answered to one attempt. */
sealed interface Outcome {

  /** It took the message over. */
  record Taken(String remoteId, Optional<Cost> cost) implements Outcome {}

  /** It did not, or we do not know; the kind says which. */
  record Failed(
      ErrorKind kind,
      ErrorScope scope,
      Optional<String> code,
      String message,
      Optional<Duration> retryAfter)
      implements Outcome {

    /** Whether what is wrong is the account and not this message. */
    boolean concernsAccount() {
      return scope == ErrorScope.ACCOUNT || scope == ErrorScope.SENDER;
    }
  }

  static Outcome of(Accepted accepted) {
    return new Taken(accepted.remoteId(), accepted.cost());
  }

  static Failed of(ProviderException e) {
    return new Failed(
        e.kind(), e.scope(), e.remoteCode(), String.valueOf(e.getMessage()), e.retryAfter());
  }

  static Failed of(ErrorKind kind, String message) {
    return new Failed(kind, kind.scope(), Optional.empty(), message, Optional.empty());
  }
}
