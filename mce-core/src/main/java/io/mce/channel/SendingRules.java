package io.mce.channel;

import io.mce.kernel.MceException;
import io.mce.provider.AccountId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How much an organization lets its accounts send. Quiet hours stand with the {@link
 * io.mce.organization.Organization}; the pace of an account is what its carrier takes. What a limit
 * holds waits and goes later: nothing is refused or dropped.
 *
 * @param daily of each account that has none of its own
 * @param accounts of accounts that have one of their own; {@link DailyCap#NONE} lifts the limit
 * @param frequency how often one person is talked to first
 * @param between the shortest time between two messages of one account to one person, 1 second to 1
 *     hour; what people write themselves does not wait for it
 * @param answersWait whether automatic answers, too, wait for the end of quiet hours
 */
public record SendingRules(
    DailyCap daily,
    List<AccountCap> accounts,
    Optional<FrequencyCap> frequency,
    Optional<Duration> between,
    boolean answersWait) {

  /** No limits but quiet hours and those of carriers. */
  public static final SendingRules NONE =
      new SendingRules(DailyCap.NONE, List.of(), Optional.empty(), Optional.empty(), false);

  private static final int MOST_ACCOUNTS = 200;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** The cap of one account. */
  public record AccountCap(AccountId account, DailyCap cap) {}

  /**
   * Copies the accounts.
   *
   * @throws MceException INVALID out of range
   */
  public SendingRules {
    accounts = List.copyOf(accounts);
    Set<AccountId> seen = new HashSet<>();
    accounts.forEach(each -> {
      if (!seen.add(each.account())) {
        throw MceException.invalid("accounts", "An account has one limit; name each once.");
      }
    });
    if (accounts.size() > MOST_ACCOUNTS) {
      throw MceException.invalid(
          "accounts", "At most %d accounts have limits of their own.".formatted(MOST_ACCOUNTS));
    }
    between.ifPresent(each -> {
      if (each.compareTo(SHORTEST) < 0 || each.compareTo(LONGEST) > 0) {
        throw MceException.invalid("between", "Between two messages lie 1 to 3,600 seconds.");
      }
    });
  }

  /** The same with another cap of every account that has none of its own. */
  public SendingRules withDaily(DailyCap cap) {
    return new SendingRules(cap, accounts, frequency, between, answersWait);
  }

  /** The same with caps of accounts. */
  public SendingRules withAccounts(List<AccountCap> caps) {
    return new SendingRules(daily, caps, frequency, between, answersWait);
  }

  /** The same with another frequency. */
  public SendingRules withFrequency(FrequencyCap cap) {
    return new SendingRules(daily, accounts, Optional.of(cap), between, answersWait);
  }

  /** The same with another time between two messages to one person. */
  public SendingRules withBetween(Duration pause) {
    return new SendingRules(daily, accounts, frequency, Optional.of(pause), answersWait);
  }

  /** The same, with automatic answers waiting for the end of quiet hours or not. */
  public SendingRules withAnswersWaiting(boolean wait) {
    return new SendingRules(daily, accounts, frequency, between, wait);
  }

  /** The cap of an account. */
  DailyCap capOf(AccountId account) {
    return accounts.stream()
        .filter(each -> each.account().equals(account))
        .findFirst()
        .map(AccountCap::cap)
        .orElse(daily);
  }
}
