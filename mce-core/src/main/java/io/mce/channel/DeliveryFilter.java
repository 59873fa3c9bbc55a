package io.mce.channel;

import io.mce.kernel.MceException;
import io.mce.provider.AccountId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Which messages of the delivery log are wanted; what is empty leaves all in.
 *
 * @param state how far they are
 * @param account by which account they go, or went last
 * @param lead to whom
 * @param campaign of which campaign
 * @param failure failed for this reason: the name of an {@link io.mce.spi.ErrorKind}, or {@link
 *     Deliveries#GIVEN_UP}
 */
public record DeliveryFilter(
    Optional<DispatchState> state,
    Optional<AccountId> account,
    Optional<UUID> lead,
    Optional<UUID> campaign,
    Optional<String> failure) {

  /** Everything. */
  public static final DeliveryFilter ALL =
      new DeliveryFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,59}");

  /** Refuses what is no code of a failure. */
  public DeliveryFilter {
    if (failure.isPresent() && !CODE.matcher(failure.get()).matches()) {
      throw MceException.invalid(
          "failure", "A failure is named in capitals, such as INVALID_RECIPIENT.");
    }
  }

  /** Only those in this state. */
  public DeliveryFilter in(DispatchState wanted) {
    return new DeliveryFilter(Optional.of(wanted), account, lead, campaign, failure);
  }

  /** Only those by this account. */
  public DeliveryFilter by(AccountId wanted) {
    return new DeliveryFilter(state, Optional.of(wanted), lead, campaign, failure);
  }

  /** Only those to this lead. */
  public DeliveryFilter to(UUID wanted) {
    return new DeliveryFilter(state, account, Optional.of(wanted), campaign, failure);
  }

  /** Only those of this campaign. */
  public DeliveryFilter of(UUID wanted) {
    return new DeliveryFilter(state, account, lead, Optional.of(wanted), failure);
  }

  /** Only those that failed for this reason. */
  public DeliveryFilter failed(String wanted) {
    return new DeliveryFilter(state, account, lead, campaign, Optional.of(wanted));
  }
}
