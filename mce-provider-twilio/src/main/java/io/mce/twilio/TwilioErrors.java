package io.mce.twilio;

import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Twilio's error codes mean, in answers and in callbacks. */
final class TwilioErrors {

  private static final String CATALOG = "https://www.twilio.com/docs/api/errors/";

  /** What developers meet first: Twilio takes no address such as http://localhost:8080. */
  private static final String BAD_CALLBACK = "21609";

  private static final Duration TOO_FAST = Duration.ofSeconds(1);
  private static final Duration QUEUE_FULL = Duration.ofMinutes(5);

  /** Carriers of the USA count their daily limits from midnight there. */
  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  private TwilioErrors() {}

  /**
   * The error in an answer that is no success.
   *
   * @param code Twilio's own code, if the answer has one
   * @param retryAfter what the answer says of it
   * @param now when it came, to tell how long a daily limit lasts
   */
  static ProviderException refusal(
      int status, Optional<Integer> code, Optional<Duration> retryAfter, Instant now) {
    ErrorKind kind = code.map(TwilioErrors::kind).orElseGet(() -> kindOfStatus(status));
    String remoteCode = code.map(String::valueOf).orElse("http-" + status);
    boolean limited = kind == ErrorKind.RATE_LIMITED;
    return new ProviderException(
        kind,
        remoteCode,
        message(kind, remoteCode),
        limited ? retryAfter.orElseGet(() -> pause(code.orElse(0), now)) : null,
        limited ? scope(code.orElse(0)) : kind.scope(),
        null);
  }

  /** The error in a callback or in a message that Twilio took over before. */
  static ProviderErrorDetail detail(@Nullable Integer code) {
    if (code == null) {
      return ProviderErrorDetail.of(
          ErrorKind.REFUSED, "Twilio did not deliver the message and does not say why.");
    }
    ErrorKind kind = kind(code);
    return ProviderErrorDetail.of(kind, String.valueOf(code), message(kind, String.valueOf(code)));
  }

  /** What a code means; codes that are not listed are never tried again. */
  static ErrorKind kind(int code) {
    return switch (code) {
      case 20003, 20005, 20008 -> ErrorKind.UNAUTHORIZED;
      case 30002, 63051 -> ErrorKind.ACCOUNT_SUSPENDED;
      case 63001,
          63002,
          63007,
          63008,
          63020,
          21703,
          21704,
          30018,
          30024,
          30032,
          30033,
          30034,
          30035 ->
          ErrorKind.SENDER_NOT_REGISTERED;
      case 20404,
          11750,
          12100,
          12300,
          21201,
          21205,
          21601,
          21602,
          21603,
          21604,
          21606,
          21609,
          21617,
          21619,
          21620,
          21623,
          21654,
          21655,
          21656,
          21657,
          21658,
          21705,
          21910 ->
          ErrorKind.INVALID_REQUEST;
      case 20429, 14107, 63017, 63018, 30022, 30017, 21611, 30001, 30020, 30023, 30027, 63038 ->
          ErrorKind.RATE_LIMITED;
      // An error of Twilio's own does not say that nothing was done.
      case 20500, 20503 -> ErrorKind.OUTCOME_UNKNOWN;
      case 21211,
          21214,
          21217,
          21612,
          21614,
          30005,
          30006,
          63003,
          63024,
          60205,
          13223,
          13224,
          13225,
          13226 ->
          ErrorKind.INVALID_RECIPIENT;
      // A phone that is off, a failure nobody explains, or a trial that reaches few.
      case 30003, 30008, 30009, 63009, 63010, 63012, 21608, 63015 -> ErrorKind.UNREACHABLE;
      case 21408, 21215, 13227 -> ErrorKind.DESTINATION_NOT_ALLOWED;
      case 21610, 63014, 63033 -> ErrorKind.OPTED_OUT;
      case 63016 -> ErrorKind.WINDOW_CLOSED;
      case 30004, 30007, 30450, 63013, 63026, 63032, 63049 -> ErrorKind.FILTERED;
      case 63027, 63028, 63029, 63040, 63041, 63042 -> ErrorKind.TEMPLATE_UNUSABLE;
      case 11751, 30010, 30012, 30019, 63005, 63019, 63021, 63034, 63037 ->
          ErrorKind.CONTENT_REJECTED;
      default -> ErrorKind.REFUSED;
    };
  }

  private static ErrorKind kindOfStatus(int status) {
    return switch (status) {
      case 401, 403 -> ErrorKind.UNAUTHORIZED;
      case 429 -> ErrorKind.RATE_LIMITED;
      // From a server that failed, or from one in between that is not Twilio.
      default -> status >= 400 && status < 500 ? ErrorKind.REFUSED : ErrorKind.OUTCOME_UNKNOWN;
    };
  }

  /** Who has to wait: most limits are those of a sender. */
  private static ErrorScope scope(int code) {
    return switch (code) {
      case 0, 20429 -> ErrorScope.ACCOUNT;
      case 63018 -> ErrorScope.RECIPIENT;
      default -> ErrorScope.SENDER;
    };
  }

  /** How long, where Twilio does not say. */
  private static Duration pause(int code, Instant now) {
    return switch (code) {
      case 30023, 30027 -> untilMidnight(now, PACIFIC);
      case 63038 -> untilMidnight(now, ZoneOffset.UTC);
      case 21611, 30001, 30020 -> QUEUE_FULL;
      default -> TOO_FAST;
    };
  }

  private static Duration untilMidnight(Instant now, ZoneId zone) {
    return Duration.between(
        now, now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant());
  }

  /** Never Twilio's own sentence: it quotes the number. */
  private static String message(ErrorKind kind, String code) {
    if (code.equals(BAD_CALLBACK)) {
      return "Twilio cannot report to our address (21609): set the public URL of this server.";
    }
    String details = code.startsWith("http-") ? "" : " " + CATALOG + code;
    return switch (kind) {
      case UNAUTHORIZED ->
          "Twilio refused the credentials (%s): check account, auth token or API key."
              .formatted(code);
      case RATE_LIMITED -> "Twilio takes no more for now (%s).".formatted(code);
      case OUTCOME_UNKNOWN ->
          "Twilio failed (%s) and does not say whether the message was sent.".formatted(code);
      case OPTED_OUT ->
          "The person has blocked this sender or said STOP to it (%s).".formatted(code);
      case WINDOW_CLOSED ->
          "The person did not write in the last 24 hours: only a template may be sent (%s)."
              .formatted(code);
      default -> "Twilio refused with code %s.%s".formatted(code, details);
    };
  }
}
