package io.mce.app.delivery;

import io.mce.channel.AttemptState;
import io.mce.channel.Delivery;
import io.mce.channel.DeliveryAttempt;
import io.mce.channel.Dispatch;
import io.mce.channel.DispatchState;
import io.mce.channel.Purpose;
import io.mce.provider.AccountId;
import io.mce.spi.ErrorKind;
import io.mce.spi.Remedy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A message on its way out, with every attempt; to a lead, whose address stays out.
 *
 * @param leadName empty when the lead is gone, or whoever asks may not see leads
 * @param account the name of the account, likewise
 * @param detail what the carrier said, without the number it may quote
 * @param attempt the number of the newest attempt; a decision names it
 * @param nextAt when it is looked at again, where that is known
 */
record DeliveryView(
    String id,
    String leadId,
    Optional<String> leadName,
    String channel,
    String accountId,
    Optional<String> account,
    Optional<String> campaignId,
    Purpose purpose,
    DispatchState state,
    Optional<String> reason,
    Optional<String> detail,
    int attempt,
    Optional<Instant> nextAt,
    Instant createdAt,
    Instant stateAt,
    List<AttemptView> attempts) {

  /** What has no end is waited for by somebody else: its time says nothing. */
  private static final Instant FAR = Instant.parse("2200-01-01T00:00:00Z");

  /** Longer than the code of an error. */
  private static final Pattern NUMBER = Pattern.compile("\\+?\\d[\\d ().-]{6,}\\d");

  /**
   * One attempt.
   *
   * @param errorKind what went wrong
   * @param remedy what the engine did about it
   */
  record AttemptView(
      int number,
      String accountId,
      Optional<String> account,
      AttemptState state,
      Optional<String> remoteId,
      Optional<ErrorKind> errorKind,
      Optional<Remedy> remedy,
      Optional<String> errorCode,
      Optional<CostView> cost,
      Instant startedAt,
      Optional<Instant> finishedAt) {

    static AttemptView of(DeliveryAttempt attempt, Map<AccountId, String> accounts) {
      return new AttemptView(
          attempt.number(),
          attempt.account().toString(),
          Optional.ofNullable(accounts.get(attempt.account())),
          attempt.state(),
          attempt.remoteId(),
          attempt.errorKind(),
          attempt.errorKind().map(ErrorKind::remedy),
          attempt.errorCode(),
          attempt
              .cost()
              .map(cost ->
                  new CostView(cost.amount().toPlainString(), cost.currency().getCurrencyCode())),
          attempt.startedAt(),
          attempt.finishedAt());
    }
  }

  /** What the carrier asks for an attempt. */
  record CostView(String amount, String currency) {}

  static DeliveryView of(
      Delivery delivery, Map<UUID, String> leads, Map<AccountId, String> accounts) {
    Dispatch dispatch = delivery.dispatch();
    return new DeliveryView(
        dispatch.id().toString(),
        dispatch.leadId().toString(),
        Optional.ofNullable(leads.get(dispatch.leadId())),
        dispatch.channel(),
        dispatch.account().toString(),
        Optional.ofNullable(accounts.get(dispatch.account())),
        dispatch.campaignId().map(UUID::toString),
        dispatch.purpose(),
        dispatch.state(),
        dispatch.reason(),
        dispatch.detail().map(DeliveryView::withoutNumbers),
        dispatch.attempts(),
        Optional.of(dispatch.nextAt()).filter(at -> dispatch.state().isOpen() && at.isBefore(FAR)),
        dispatch.createdAt(),
        dispatch.stateAt(),
        delivery.attempts().stream().map(each -> AttemptView.of(each, accounts)).toList());
  }

  /** Carriers like to quote the number that they refuse. */
  static String withoutNumbers(String said) {
    return NUMBER.matcher(said).replaceAll("…");
  }

  /** Leaves out what a carrier said, and to whom. */
  @Override
  public String toString() {
    return "DeliveryView[" + id + "]";
  }
}
