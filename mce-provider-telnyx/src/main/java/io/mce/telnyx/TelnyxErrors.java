package io.mce.telnyx;

import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ProviderException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Telnyx's error codes mean, and those of WhatsApp that it passes on. What Telnyx says itself
 * stays out of our messages: it may quote a number or a text.
 */
final class TelnyxErrors {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
  private static final Pattern DIGITS = Pattern.compile("[1-9]\\d{0,8}");
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  private TelnyxErrors() {}

  /**
   * The error in an answer that is no success.
   *
   * @param now for limits that end at an hour of the day
   */
  static ProviderException of(int status, HttpHeaders headers, Map<?, ?> body, Instant now) {
    Optional<Map<?, ?>> error = telling(Json.objects(body, "errors"));
    String code = error.flatMap(TelnyxErrors::code).orElse("");
    ErrorKind kind = kind(status, code);
    if (kind == ErrorKind.INVALID_RECIPIENT && error.filter(TelnyxErrors::ofSender).isPresent()) {
      kind = ErrorKind.SENDER_NOT_REGISTERED;
    }
    String remoteCode = code.isEmpty() ? String.valueOf(status) : code;
    return new ProviderException(
        kind,
        remoteCode,
        sentence(kind, remoteCode),
        kind == ErrorKind.RATE_LIMITED ? wait(headers, code, now) : null,
        scope(kind, code),
        null);
  }

  /** Why a message that Telnyx had taken over did not arrive. */
  static ProviderErrorDetail detail(List<Map<?, ?>> errors) {
    Optional<String> code = telling(errors).flatMap(TelnyxErrors::code);
    ErrorKind kind = code.map(TelnyxErrors::kind).orElse(ErrorKind.UNREACHABLE);
    if (kind == ErrorKind.OUTCOME_UNKNOWN) {
      // The message resource itself says that it failed: nothing is left to find out.
      kind = ErrorKind.UNREACHABLE;
    }
    return new ProviderErrorDetail(kind, code, sentence(kind, code.orElse("none")));
  }

  /** Of several errors the first whose code we know. */
  private static Optional<Map<?, ?>> telling(List<Map<?, ?>> errors) {
    return errors.stream()
        .filter(error -> code(error).filter(code -> kind(code) != ErrorKind.REFUSED).isPresent())
        .findFirst()
        .or(() -> errors.stream().findFirst());
  }

  /** The code, if it looks like one: it goes into messages and logs. */
  private static Optional<String> code(Map<?, ?> error) {
    return Json.text(error, "code").filter(text -> CODE.matcher(text).matches());
  }

  private static boolean ofSender(Map<?, ?> error) {
    return Json.text(Json.object(error, "source"), "pointer")
        .filter(pointer -> pointer.equals("/from"))
        .isPresent();
  }

  /** A status alone tells little: what a code says goes before it. */
  private static ErrorKind kind(int status, String code) {
    ErrorKind kind = kind(code);
    if (kind != ErrorKind.REFUSED) {
      return kind;
    }
    return switch (status) {
      case 401, 403 -> ErrorKind.UNAUTHORIZED;
      case 402 -> ErrorKind.INSUFFICIENT_FUNDS;
      case 408 -> ErrorKind.OUTCOME_UNKNOWN;
      case 429 -> ErrorKind.RATE_LIMITED;
      default -> status >= 500 ? ErrorKind.OUTCOME_UNKNOWN : ErrorKind.REFUSED;
    };
  }

  /** The kind of a code; REFUSED for one that nobody has told us of. */
  static ErrorKind kind(String code) {
    return switch (code) {
      case "10009", "10010", "20002", "20006" -> ErrorKind.UNAUTHORIZED;
      case "20012", "20013", "20014", "20015", "20016", "20017", "40312", "40314" ->
          ErrorKind.ACCOUNT_SUSPENDED;
      case "20100" -> ErrorKind.INSUFFICIENT_FUNDS;
      // "Unexpected error" and "request timeout" do not say that nothing was sent.
      case "10007", "10008" -> ErrorKind.OUTCOME_UNKNOWN;
      case "10011", "40011", "40014", "40016", "40018", "40318" -> ErrorKind.RATE_LIMITED;
      case "10001", "10002", "10016", "40001", "40012", "40301", "40310", "40319" ->
          ErrorKind.INVALID_RECIPIENT;
      case "40300" -> ErrorKind.OPTED_OUT;
      case "40002", "40003", "40015", "40017", "40315", "40322" -> ErrorKind.FILTERED;
      case "40004", "40005", "40006", "40008" -> ErrorKind.UNREACHABLE;
      case "40009", "40302", "40317", "40328" -> ErrorKind.CONTENT_REJECTED;
      case "10003", "10004", "10015", "40304", "40316" -> ErrorKind.INVALID_REQUEST;
      case "40010",
          "40013",
          "40100",
          "40150",
          "40151",
          "40305",
          "40306",
          "40308",
          "40311",
          "40313",
          "40320",
          "40321",
          "40329" ->
          ErrorKind.SENDER_NOT_REGISTERED;
      case "40309" -> ErrorKind.DESTINATION_NOT_ALLOWED;
      default -> whatsAppKind(code);
    };
  }

  private static ErrorKind whatsAppKind(String code) {
    return switch (code) {
      case "131005" -> ErrorKind.UNAUTHORIZED;
      case "131031" -> ErrorKind.ACCOUNT_SUSPENDED;
      case "131042" -> ErrorKind.INSUFFICIENT_FUNDS;
      case "131000", "131016", "131057", "133004" -> ErrorKind.OUTCOME_UNKNOWN;
      case "130429", "131048", "131056", "133016" -> ErrorKind.RATE_LIMITED;
      case "131026", "131030" -> ErrorKind.INVALID_RECIPIENT;
      case "131047" -> ErrorKind.WINDOW_CLOSED;
      case "131050" -> ErrorKind.OPTED_OUT;
      case "130472", "131049" -> ErrorKind.FILTERED;
      case "130497" -> ErrorKind.DESTINATION_NOT_ALLOWED;
      case "131052", "131053" -> ErrorKind.CONTENT_REJECTED;
      case "131008", "131009", "131021", "131051" -> ErrorKind.INVALID_REQUEST;
      case "132000",
          "132001",
          "132005",
          "132007",
          "132012",
          "132015",
          "132016",
          "132068",
          "132069" ->
          ErrorKind.TEMPLATE_UNUSABLE;
      case "131037", "133000", "133005", "133006", "133008", "133009", "133010", "133015" ->
          ErrorKind.SENDER_NOT_REGISTERED;
      default -> ErrorKind.REFUSED;
    };
  }

  private static ErrorScope scope(ErrorKind kind, String code) {
    return switch (code) {
      case "40003", "40011", "40016", "40018", "40315", "40318", "130429", "131048" ->
          ErrorScope.SENDER;
      case "131056" -> ErrorScope.RECIPIENT;
      default -> kind.scope();
    };
  }

  private static Duration wait(HttpHeaders headers, String code, Instant now) {
    Optional<Duration> told =
        number(headers, "retry-after-ms")
            .map(Duration::ofMillis)
            .or(() -> number(headers, "Retry-After").map(Duration::ofSeconds));
    return told.orElseGet(() ->
        switch (code) {
          case "40016" -> untilMidnight(now);
          case "40018" -> Duration.ofMinutes(1);
          case "131056" -> Duration.ofSeconds(6);
          case "131048" -> Duration.ofHours(1);
          default -> PAUSE;
        });
  }

  private static Optional<Long> number(HttpHeaders headers, String name) {
    return headers
        .firstValue(name)
        .filter(text -> DIGITS.matcher(text).matches())
        .map(Long::valueOf);
  }

  /** T-Mobile counts a day in Pacific time. */
  private static Duration untilMidnight(Instant now) {
    ZonedDateTime there = now.atZone(PACIFIC);
    return Duration.between(there, there.toLocalDate().plusDays(1).atStartOfDay(PACIFIC));
  }

  private static String sentence(ErrorKind kind, String code) {
    String what =
        switch (kind) {
          case UNAUTHORIZED -> "Telnyx does not accept the API key for this: check it";
          case ACCOUNT_SUSPENDED -> "Telnyx has blocked the account or the messaging profile";
          case INSUFFICIENT_FUNDS -> "Telnyx has no credit left, or a payment is missing";
          case OUTCOME_UNKNOWN -> "Telnyx failed and does not say whether it took the message";
          case RATE_LIMITED -> "Telnyx takes no more for now";
          case INVALID_RECIPIENT -> "the recipient cannot be written to over this channel";
          case OPTED_OUT -> "the recipient does not want messages";
          case FILTERED -> "the message was withheld as unwanted";
          case UNREACHABLE -> "the message could not be delivered";
          case CONTENT_REJECTED -> "the network refuses what is said or attached";
          case SENDER_NOT_REGISTERED -> "the sender is not registered or cannot send this";
          case DESTINATION_NOT_ALLOWED -> "the account may not send to this country";
          case WINDOW_CLOSED -> "only an approved template can be sent now";
          case TEMPLATE_UNUSABLE -> "the template cannot be used";
          case INVALID_REQUEST, UNSUPPORTED, REFUSED, UNAVAILABLE, SESSION_LOST ->
              "Telnyx refused the message";
        };
    return what + " (code " + code + ")";
  }
}
