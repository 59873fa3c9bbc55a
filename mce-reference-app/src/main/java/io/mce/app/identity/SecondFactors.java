package io.mce.app.identity;

import io.mce.app.http.ProblemException;
import io.mce.app.identity.SecondFactorStore.Factor;
import io.mce.app.identity.SecurityEvents.Kind;
import io.mce.kernel.MceException;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What somebody has besides a password: a phone that makes codes, and ten recovery codes for when
 * it is not at hand. Each code is good once. Wrong ones make the next tries wait. Thread-safe.
 */
@Singleton
final class SecondFactors {

  private static final String ISSUER = "MCE";
  private static final int RECOVERY_CODES = 10;
  private static final Duration CHALLENGE = Duration.ofMinutes(5);
  private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");
  private static final String WRONG_CODE =
      "This code is wrong or was used before; wait until your app shows the next one.";

  private final SecondFactorStore store;
  private final Recognition recognition;
  private final LogInThrottle throttle;
  private final SecurityEvents events;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  SecondFactors(
      SecondFactorStore store,
      Recognition recognition,
      LogInThrottle throttle,
      SecurityEvents events,
      Clock clock) {
    this.store = store;
    this.recognition = recognition;
    this.throttle = throttle;
    this.events = events;
    this.clock = clock;
  }

  /** Whether a user is asked for a code, and how many recovery codes are left. */
  record State(boolean enabled, int recoveryCodesLeft) {}

  /**
   * What to put into the phone.
   *
   * @param secret in base32, to be typed
   * @param uri the same with the names of server and account, for a QR code
   */
  record Setup(String secret, String uri) {

    /** The secret stays out. */
    @Override
    public String toString() {
      return "Setup";
    }
  }

  State state(UUID userId) {
    return new State(isOn(userId), store.recoveryCodes(userId));
  }

  /** Tells whether the password alone does not let the user in. */
  boolean isOn(UUID userId) {
    return store.isOn(userId);
  }

  /** Makes a secret, which counts once {@link #confirm} saw a code of it. */
  Setup prepare(User user, String password) {
    requireOff(store.find(user.id()));
    recognition.requirePassword(user, password);
    byte[] secret = new byte[Totp.SECRET_BYTES];
    random.nextBytes(secret);
    if (!store.prepare(user.id(), secret)) {
      throw isOnAlready();
    }
    String text = Base32.encode(secret, Base32.STANDARD);
    return new Setup(
        text,
        "otpauth://totp/%s:%s?secret=%s&issuer=%s"
            .formatted(ISSUER, percentEncoded(user.email()), text, ISSUER));
  }

  private static String percentEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Turns the second factor on and ends the user's other sessions.
   *
   * @return the recovery codes, which are not stored and cannot be had again
   */
  List<String> confirm(UUID userId, String code, String sessionId) {
    Optional<Factor> factor = store.find(userId);
    requireOff(factor);
    Factor pending =
        factor.orElseThrow(
            () -> MceException.wrongState("There is no new secret to confirm; ask for one first."));
    throttle.takeCode(userId);
    OptionalLong step = pending.match(compact(code), clock.instant());
    if (step.isEmpty()) {
      throw wrongCode(userId);
    }
    List<String> codes = newRecoveryCodes();
    if (!store.confirm(userId, step.getAsLong(), codes, sessionId)) {
      throw isOnAlready();
    }
    throttle.forgetCode(userId);
    events.report(Kind.SECOND_FACTOR_ON, userId);
    return codes;
  }

  /**
   * Puts new recovery codes in the place of the old ones. Needs a code of the phone: a single
   * recovery code that somebody found does not make ten.
   */
  List<String> renewRecoveryCodes(UUID userId, String code) {
    Factor factor = requireOn(userId);
    throttle.takeCode(userId);
    List<String> codes = newRecoveryCodes();
    OptionalLong step = factor.match(compact(code), clock.instant());
    if (step.isEmpty() || !store.renewRecoveryCodes(userId, step.getAsLong(), codes)) {
      throw wrongCode(userId);
    }
    throttle.forgetCode(userId);
    events.report(Kind.RECOVERY_CODES_RENEWED, userId);
    return codes;
  }

  /** Turns the second factor off and ends the user's other sessions. */
  void turnOff(User user, String password, String code, String sessionId) {
    requireOn(user.id());
    recognition.requirePassword(user, password);
    if (!accepts(user.id(), code)) {
      throw refusedCode();
    }
    store.remove(user.id(), sessionId);
    events.report(Kind.SECOND_FACTOR_OFF, user.id());
  }

  /** The answer to a right password that is not enough: a token to send back with a code. */
  BadCredentials challenge(UUID userId) {
    String token = OpaqueToken.random(random);
    Instant expires = clock.instant().plus(CHALLENGE);
    store.addChallenge(OpaqueToken.hash(token), userId, expires);
    return required(Map.of("challenge", token, "expiresAt", expires.toString()));
  }

  private static BadCredentials required(Map<String, String> details) {
    return new BadCredentials(
        "SECOND_FACTOR_REQUIRED",
        "The password is right; now enter the code that your authenticator app shows.",
        details);
  }

  /**
   * Returns who answered a challenge with a right code. That ends the challenge.
   *
   * @throws BadCredentials SECOND_FACTOR_EXPIRED or SECOND_FACTOR_INVALID
   * @throws ProblemException TOO_MANY_REQUESTS when tries have to wait
   */
  UUID answered(String challenge, String code) {
    String hash = OpaqueToken.hash(challenge);
    UUID userId = store.challenged(hash).orElseThrow(SecondFactors::expired);
    requireCode(userId, code);
    if (!store.endChallenge(hash)) {
      throw expired();
    }
    return userId;
  }

  private static BadCredentials expired() {
    return new BadCredentials(
        "SECOND_FACTOR_EXPIRED",
        "This log-in took too long or was finished already; enter your password again.");
  }

  /**
   * Lets a user with a right password pass who needs no code or gave a right one.
   *
   * @throws BadCredentials SECOND_FACTOR_REQUIRED or SECOND_FACTOR_INVALID
   * @throws ProblemException TOO_MANY_REQUESTS when tries have to wait
   */
  void require(UUID userId, Optional<String> code) {
    if (isOn(userId)) {
      requireCode(userId, code.orElseThrow(() -> required(Map.of())));
    }
  }

  private void requireCode(UUID userId, String code) {
    if (!accepts(userId, code)) {
      throw new BadCredentials("SECOND_FACTOR_INVALID", WRONG_CODE);
    }
  }

  /** Uses a code, of the phone or for recovery, up. */
  private boolean accepts(UUID userId, String code) {
    throttle.takeCode(userId);
    String compact = compact(code);
    boolean accepted =
        SIX_DIGITS.matcher(compact).matches()
            ? acceptsTotp(userId, compact)
            : acceptsRecoveryCode(userId, compact);
    if (accepted) {
      throttle.forgetCode(userId);
    } else {
      events.report(Kind.WRONG_SECOND_FACTOR, userId);
    }
    return accepted;
  }

  private boolean acceptsTotp(UUID userId, String code) {
    Optional<Factor> factor = store.find(userId).filter(Factor::isOn);
    if (factor.isEmpty()) {
      return false;
    }
    OptionalLong step = factor.get().match(code, clock.instant());
    return step.isPresent() && store.useStep(userId, step.getAsLong());
  }

  private boolean acceptsRecoveryCode(UUID userId, String code) {
    boolean used = store.useRecoveryCode(userId, code);
    if (used) {
      events.report(Kind.RECOVERY_CODE_USED, userId);
    }
    return used;
  }

  private List<String> newRecoveryCodes() {
    return Stream.generate(() -> RecoveryCode.random(random))
        .distinct()
        .limit(RECOVERY_CODES)
        .toList();
  }

  /** Apps show a code in two groups. */
  private static String compact(String code) {
    return code.replaceAll("\\s", "");
  }

  private ProblemException wrongCode(UUID userId) {
    events.report(Kind.WRONG_SECOND_FACTOR, userId);
    return refusedCode();
  }

  private static ProblemException refusedCode() {
    return ProblemException.ofField("SECOND_FACTOR_INVALID", "code", WRONG_CODE);
  }

  private Factor requireOn(UUID userId) {
    return store
        .find(userId)
        .filter(Factor::isOn)
        .orElseThrow(() -> MceException.wrongState("The second factor is not on."));
  }

  private static void requireOff(Optional<Factor> factor) {
    if (factor.filter(Factor::isOn).isPresent()) {
      throw isOnAlready();
    }
  }

  private static MceException isOnAlready() {
    return MceException.wrongState(
        "The second factor is on already; turn it off first to use another phone.");
  }
}
