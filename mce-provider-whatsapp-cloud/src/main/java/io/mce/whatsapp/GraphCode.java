package io.mce.whatsapp;

import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Meta's error codes, by what they mean for us. */
enum GraphCode {
  TOKEN(
      ErrorKind.UNAUTHORIZED,
      "the access token is wrong or has expired. Make a new one and enter it.",
      0,
      190),
  /** And 200 to 299, see {@link #of}. */
  PERMISSION(
      ErrorKind.UNAUTHORIZED,
      "the access token lacks a permission. It needs whatsapp_business_messaging and"
          + " whatsapp_business_management, and the system user the account.",
      3,
      10,
      131005),
  /** Meta failed in a way that does not say whether it had taken the request. */
  FAILED(ErrorKind.OUTCOME_UNKNOWN, "something failed at Meta.", 1, 131000),
  DOWN(
      ErrorKind.UNAVAILABLE,
      "the service is not available at the moment.",
      2,
      131016,
      131057,
      133004),
  CALLS_PER_APP(
      ErrorKind.RATE_LIMITED,
      ErrorScope.ACCOUNT,
      Duration.ofMinutes(5),
      "too many calls of this app or account.",
      4,
      80007),
  THROUGHPUT(
      ErrorKind.RATE_LIMITED,
      ErrorScope.SENDER,
      Duration.ofSeconds(5),
      "too many messages a second of this number.",
      130429),
  PAIR(
      ErrorKind.RATE_LIMITED,
      ErrorScope.RECIPIENT,
      Duration.ofSeconds(6),
      "too many messages to this person in a short time.",
      131056),
  SPAM(
      ErrorKind.RATE_LIMITED,
      ErrorScope.SENDER,
      Duration.ofHours(1),
      "people block or report this number too often, or its limit of new people is used up. Send"
          + " less and look at its quality in WhatsApp Manager.",
      131048),
  REGISTRATIONS(
      ErrorKind.RATE_LIMITED,
      ErrorScope.SENDER,
      Duration.ofHours(6),
      "the number was registered too often.",
      133016),
  REQUEST(
      ErrorKind.INVALID_REQUEST,
      "the request is wrong: an id in the settings, or what was to be sent.",
      33,
      100,
      131008,
      131009,
      131021,
      131051),
  UNDELIVERABLE(
      ErrorKind.INVALID_RECIPIENT,
      "the person is not on WhatsApp, has an old app, or has not accepted its terms.",
      131026),
  TEST_NUMBER(
      ErrorKind.INVALID_RECIPIENT,
      "a test number writes only to people on its list. Add them under API Setup.",
      131030),
  WINDOW(
      ErrorKind.WINDOW_CLOSED,
      "more than 24 hours since the person wrote; only a template may be sent.",
      131047),
  WITHHELD(
      ErrorKind.FILTERED, "Meta withheld it: the person gets enough marketing.", 130472, 131049),
  STOPPED(ErrorKind.OPTED_OUT, "the person stopped marketing from this business.", 131050),
  COUNTRY(ErrorKind.DESTINATION_NOT_ALLOWED, "the account may not write to this country.", 130497),
  LOCKED(
      ErrorKind.ACCOUNT_SUSPENDED,
      "the account is locked or blocked for a breach of policy. See WhatsApp Manager.",
      368,
      131031),
  PAYMENT(
      ErrorKind.INSUFFICIENT_FUNDS,
      "there is a problem with the payment method. See the billing hub of Meta.",
      131042),
  SETUP(
      ErrorKind.SENDER_NOT_REGISTERED,
      "the number is not registered, or its name is not approved. See WhatsApp Manager.",
      131037,
      133000,
      133005,
      133006,
      133008,
      133009,
      133010,
      133015),
  FILE(ErrorKind.CONTENT_REJECTED, "the file could not be fetched or taken.", 131052, 131053),
  TEMPLATE(
      ErrorKind.TEMPLATE_UNUSABLE,
      "the template does not exist in this language, or its values do not fit it.",
      132000,
      132001,
      132005,
      132007,
      132012),
  TEMPLATE_STOPPED(
      ErrorKind.TEMPLATE_UNUSABLE,
      "the template is paused or disabled for its quality.",
      132015,
      132016),
  FLOW(ErrorKind.TEMPLATE_UNUSABLE, "its flow is blocked or throttled.", 132068, 132069),
  NEEDS_NUMBER(ErrorKind.UNSUPPORTED, "one-time codes need the person's phone number.", 131062),
  UNLISTED(ErrorKind.REFUSED, "a code that is not known here.");

  static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private static final int FIRST_PERMISSION = 200;
  private static final int LAST_PERMISSION = 299;

  private final ErrorKind kind;
  private final @Nullable ErrorScope scope;
  private final @Nullable Duration pause;
  private final String sentence;
  private final Set<Integer> codes;

  GraphCode(ErrorKind kind, String sentence, Integer... codes) {
    this(kind, null, null, sentence, codes);
  }

  GraphCode(
      ErrorKind kind,
      @Nullable ErrorScope scope,
      @Nullable Duration pause,
      String sentence,
      Integer... codes) {
    this.kind = kind;
    this.scope = scope;
    this.pause = pause;
    this.sentence = sentence;
    this.codes = Set.of(codes);
  }

  static GraphCode of(int code) {
    if (code >= FIRST_PERMISSION && code <= LAST_PERMISSION) {
      return PERMISSION;
    }
    return Arrays.stream(values())
        .filter(each -> each.codes.contains(code))
        .findFirst()
        .orElse(UNLISTED);
  }

  ErrorKind kind() {
    return kind;
  }

  Optional<ErrorScope> scope() {
    return Optional.ofNullable(scope);
  }

  /** How long to wait where Meta does not say; there for what is RATE_LIMITED. */
  Optional<Duration> pause() {
    return Optional.ofNullable(pause);
  }

  String sentence() {
    return sentence;
  }
}
