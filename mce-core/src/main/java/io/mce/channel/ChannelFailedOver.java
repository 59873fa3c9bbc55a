package io.mce.channel;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.EventName.Audited;
import io.mce.event.Subject;
import io.mce.provider.AccountId;
import java.time.Instant;
import java.util.List;

/**
 * An account does not work, and what waited there was given to others as far as they can carry it.
 *
 * @param since when the trouble began; the same for as long as it lasts
 * @param to who took over, those with most first
 * @param moved how many messages they took over
 * @param waiting how many wait for the account itself
 */
@EventName(value = "channel.failed-over", audited = Audited.UNLESS_AUTOMATIC)
public record ChannelFailedOver(
    AccountId accountId, Instant since, List<AccountId> to, long moved, long waiting)
    implements DomainEvent {

  /** Copies the accounts. */
  public ChannelFailedOver {
    to = List.copyOf(to);
  }

  @Override
  public Subject subject() {
    return Subject.of("channel", accountId);
  }
}
