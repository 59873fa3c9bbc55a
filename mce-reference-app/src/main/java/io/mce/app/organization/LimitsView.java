package io.mce.app.organization;

import io.mce.channel.DailyCap;
import io.mce.channel.FrequencyCap;
import io.mce.channel.SendingLimits;
import io.mce.channel.SendingRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How much the organization lets its accounts send.
 *
 * @param daily of each account that has none of its own
 * @param secondsBetween the shortest time between two automated messages of an account to a person
 * @param answersWait whether automatic answers, too, wait for the end of quiet hours
 */
record LimitsView(
    CapView daily,
    List<AccountCapView> accounts,
    Optional<FrequencyCap> frequency,
    Optional<Long> secondsBetween,
    boolean answersWait,
    long version) {

  /** How many messages on a day, and on the first days of a new number. */
  record CapView(Optional<Integer> messages, List<Integer> warmUp) {
    static CapView of(DailyCap cap) {
      return new CapView(cap.messages(), cap.warmUp());
    }
  }

  /** The cap of one account. */
  record AccountCapView(String channelAccountId, Optional<Integer> messages, List<Integer> warmUp) {
    static AccountCapView of(SendingRules.AccountCap each) {
      return new AccountCapView(
          each.account().toString(), each.cap().messages(), each.cap().warmUp());
    }
  }

  static LimitsView of(SendingLimits.Chosen chosen) {
    SendingRules rules = chosen.rules();
    return new LimitsView(
        CapView.of(rules.daily()),
        rules.accounts().stream().map(AccountCapView::of).toList(),
        rules.frequency(),
        rules.between().map(Duration::toSeconds),
        rules.answersWait(),
        chosen.version());
  }
}
