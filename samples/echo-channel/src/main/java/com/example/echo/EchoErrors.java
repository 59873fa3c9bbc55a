package com.example.echo;

import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ProviderException;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What Echo's error codes mean. */
final class EchoErrors {

  private EchoErrors() {}

  /** The error in an answer that is not a success. */
  static ProviderException of(HttpResponse<?> answer) {
    String code = answer.headers().firstValue("Echo-Error").orElse("");
    if (code.isEmpty() && answer.statusCode() >= 500) {
      return ProviderException.of(
          ErrorKind.OUTCOME_UNKNOWN, "Echo failed with status " + answer.statusCode());
    }
    ErrorKind kind = kind(code);
    if (kind == ErrorKind.RATE_LIMITED) {
      long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(1);
      return ProviderException.rateLimited(
          ErrorScope.ACCOUNT, Duration.ofSeconds(seconds), "Echo takes no more for now");
    }
    return ProviderException.of(kind, code, "Echo refused with code " + code);
  }

  /** The error in a receipt. */
  static ProviderErrorDetail detail(String code) {
    return ProviderErrorDetail.of(kind(code), code, "Echo failed with code " + code);
  }

  private static ErrorKind kind(String code) {
    return switch (code) {
      case "bad-token" -> ErrorKind.UNAUTHORIZED;
      case "suspended" -> ErrorKind.ACCOUNT_SUSPENDED;
      case "no-credit" -> ErrorKind.INSUFFICIENT_FUNDS;
      case "no-such-number" -> ErrorKind.INVALID_RECIPIENT;
      case "stopped" -> ErrorKind.OPTED_OUT;
      case "bad-text" -> ErrorKind.CONTENT_REJECTED;
      case "too-fast" -> ErrorKind.RATE_LIMITED;
      case "maintenance" -> ErrorKind.UNAVAILABLE;
      default -> ErrorKind.REFUSED;
    };
  }
}
