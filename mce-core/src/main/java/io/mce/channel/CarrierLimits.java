package io.mce.channel;

import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.provider.AccountId;
import io.mce.provider.Providers;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ProviderException;
import io.mce.spi.RecipientLimit;
import io.mce.spi.RecipientLimits;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many people each carrier lets an account talk to first, asked for again and again because
 * carriers raise and lower it. While a carrier does not answer, what it said last holds; before it
 * ever answered, nothing does. Thread-safe; each node asks for itself.
 */
final class CarrierLimits {

  /** How long an answer is believed. */
  static final Duration BELIEVED = Duration.ofHours(1);

  /** How soon it is asked again when it did not answer. */
  static final Duration RETRY = Duration.ofMinutes(5);

  /** How long a lane waits for an answer before it goes on without; half of its lease is left. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Logger log = LoggerFactory.getLogger(CarrierLimits.class);

  /**
   * What a carrier said.
   *
   * @param pool what it is counted for
   * @param people within any 24 hours
   * @param free how long after their last message people do not count; empty when they always do
   */
  record Told(String pool, int people, Optional<Duration> free) {}

  private record Answer(Optional<Told> told, Instant askAgain) {}

  private final Providers providers;
  private final Clock clock;
  private final ConcurrentHashMap<AccountId, Answer> answers = new ConcurrentHashMap<>();

  @Inject
  CarrierLimits(Providers providers, Clock clock) {
    this.providers = providers;
    this.clock = clock;
  }

  /** What the carrier of an account said last. */
  Optional<Told> of(AccountId account) {
    Answer answer = answers.get(account);
    return answer == null ? Optional.empty() : answer.told();
  }

  /** Asks, if it is time to. Waits a little for the answer, which counts also when it is late. */
  void refresh(OrganizationId organizationId, AccountId account, ChannelProfile profile)
      throws InterruptedException {
    Instant now = clock.instant();
    Answer known = answers.get(account);
    if (known != null && now.isBefore(known.askAgain())) {
      return;
    }
    Optional<Told> last = known == null ? Optional.empty() : known.told();
    // Until it answers: a carrier that hangs is not asked by each turn anew.
    answers.put(account, new Answer(last, now.plus(RETRY)));
    Thread asking =
        Thread.ofVirtual()
            .name("mce-carrier-limit")
            .start(() -> {
              try {
                Optional<Told> told = ask(organizationId, account, profile);
                answers.put(account, new Answer(told, now.plus(BELIEVED)));
              } catch (ProviderException | MceException e) {
                log.warn("account {} did not say its limit: {}", account, e.getMessage());
              }
            });
    if (!asking.join(PATIENCE)) {
      log.debug("account {} goes on before its carrier said whom it may write to", account);
    }
  }

  private Optional<Told> ask(
      OrganizationId organizationId, AccountId account, ChannelProfile profile) {
    Optional<RecipientLimit> limit =
        providers.inquire(
            organizationId,
            account,
            provider ->
                provider.feature(RecipientLimits.class).map(RecipientLimits::recipientLimit));
    return limit
        .filter(each -> each.peoplePerDay().isPresent())
        .map(each ->
            new Told(
                each.pool(),
                Math.max(1, each.peoplePerDay().getAsInt()),
                profile.replyWindow().length()));
  }
}
