package io.mce.app.organization;

import io.mce.channel.DailyCap;
import io.mce.channel.FrequencyCap;
import io.mce.channel.SendingRules;
import io.mce.kernel.MceException;
import io.mce.provider.AccountId;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All limits from now on; what is left out is not limited.
 *
 * @param daily of each account that has none of its own
 * @param accounts of accounts that have one of their own; without numbers it lifts the limit
 * @param secondsBetween 1 to 3,600 between two automated messages of an account to a person
 * @param answersWait whether automatic answers, too, wait for the end of quiet hours
 */
@Introspected
record LimitsBody(
    @Nullable @Valid CapBody daily,
    @Nullable @Valid @Size(max = 200) List<@Nullable @Valid AccountCapBody> accounts,
    @Nullable @Valid FrequencyBody frequency,
    @Nullable Integer secondsBetween,
    @Nullable Boolean answersWait) {

  private static final int MOST_DAYS = 60;

  /** How many messages on a day, and on the first, second, ... day of a new number. */
  @Introspected
  record CapBody(
      @Nullable Integer messages, @Nullable @Size(max = MOST_DAYS) List<@Nullable Integer> warmUp) {

    DailyCap cap() {
      return LimitsBody.cap(messages, warmUp);
    }
  }

  /** The same for one account. */
  @Introspected
  record AccountCapBody(
      @Nullable @Size(max = 50) String channelAccountId,
      @Nullable Integer messages,
      @Nullable @Size(max = MOST_DAYS) List<@Nullable Integer> warmUp) {

    SendingRules.AccountCap cap() {
      if (channelAccountId == null) {
        throw MceException.invalid("accounts", "Send the id of the channel of each limit.");
      }
      return new SendingRules.AccountCap(
          AccountId.of(channelAccountId), LimitsBody.cap(messages, warmUp));
    }
  }

  /** So many messages of campaigns and workflows to one person within so many days. */
  @Introspected
  record FrequencyBody(@Nullable Integer messages, @Nullable Integer days) {

    FrequencyCap cap() {
      if (messages == null || days == null) {
        throw MceException.invalid("frequency", "Send how many messages within how many days.");
      }
      return new FrequencyCap(messages, days);
    }
  }

  private static DailyCap cap(
      @Nullable Integer messages, @Nullable List<@Nullable Integer> warmUp) {
    List<Integer> days = new ArrayList<>();
    if (warmUp != null) {
      for (Integer each : warmUp) {
        if (each == null) {
          throw MceException.invalid("warmUp", "Each day of a warm-up has a number.");
        }
        days.add(each);
      }
    }
    return new DailyCap(Optional.ofNullable(messages), days);
  }

  SendingRules rules() {
    List<SendingRules.AccountCap> caps = new ArrayList<>();
    if (accounts != null) {
      for (AccountCapBody each : accounts) {
        if (each == null) {
          throw MceException.invalid("accounts", "A limit of an account must not be null.");
        }
        caps.add(each.cap());
      }
    }
    return new SendingRules(
        daily == null ? DailyCap.NONE : daily.cap(),
        caps,
        Optional.ofNullable(frequency).map(FrequencyBody::cap),
        Optional.ofNullable(secondsBetween).map(Duration::ofSeconds),
        answersWait != null && answersWait);
  }
}
