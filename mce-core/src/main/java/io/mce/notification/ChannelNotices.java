package io.mce.notification;

import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.job.Startable;
import io.mce.kernel.Actor;
import io.mce.provider.AccountId;
import io.mce.provider.ChannelChanged;
import io.mce.provider.HealthState;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccounts;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/**
 * Tells that a channel does not work any more: once a day for each, however often it comes back.
 */
final class ChannelNotices implements Startable {

  private static final String SUBSCRIBER = "channel-notices";

  private static final int LONGEST_REASON = 500;

  private final Events events;
  private final Notices notices;
  private final ProviderAccounts accounts;

  @Inject
  ChannelNotices(Events events, Notices notices, ProviderAccounts accounts) {
    this.events = events;
    this.notices = notices;
    this.accounts = accounts;
  }

  @Override
  public void start() {
    events.subscribe(SUBSCRIBER, Set.of(ChannelChanged.class), this::handle);
  }

  private void handle(RecordedEvent event) {
    AccountId id = event.as(ChannelChanged.class).accountId();
    accounts.channels(event.organizationId()).stream()
        .filter(account -> account.id().equals(id) && account.health() == HealthState.DOWN)
        .findFirst()
        .ifPresent(account -> tell(event, account));
  }

  /** A carrier's words, no longer than a notice takes. */
  private static String reason(String detail) {
    return ": " + (detail.length() > LONGEST_REASON ? detail.substring(0, LONGEST_REASON) : detail);
  }

  private void tell(RecordedEvent event, ProviderAccount account) {
    String why = account.healthDetail().map(ChannelNotices::reason).orElse(".");
    notices.raise(
        Actor.engine(event.organizationId(), SUBSCRIBER).because(event.asCause()),
        "The channel \"%s\" does not work any more%s Messages that another channel can carry go that"
                .formatted(account.name(), why)
            + " way, the others wait.",
        Optional.empty(),
        "channel-down:" + account.id() + ":" + LocalDate.ofInstant(event.at(), ZoneOffset.UTC));
  }
}
