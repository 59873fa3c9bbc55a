package io.mce.channel;

import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.job.DueWork;
import io.mce.job.Startable;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.provider.ChannelChanged;
import io.mce.provider.HealthState;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccounts;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Notices when what waits at an account that is down may go another way: the account went down,
 * another one may have become able to take over, or the policy is another one.
 */
final class Failover implements Startable {

  private final Events events;
  private final Database database;
  private final ProviderAccounts accounts;
  private final FailoverStore store;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  Failover(
      Events events,
      Database database,
      ProviderAccounts accounts,
      FailoverStore store,
      DueWork dueWork,
      Clock clock) {
    this.events = events;
    this.database = database;
    this.accounts = accounts;
    this.store = store;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  @Override
  public void start() {
    events.subscribe(
        "failover", Set.of(ChannelChanged.class, RoutingPolicyChanged.class), this::handle);
  }

  private void handle(RecordedEvent event) {
    OrganizationId organizationId = event.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          List<ProviderAccount> channels = accounts.channels(organizationId);
          if (event.name().equals(Events.nameOf(ChannelChanged.class))) {
            ChannelChanged changed = event.as(ChannelChanged.class);
            if (channels.stream().anyMatch(each -> each.id().equals(changed.accountId()))) {
              note(organizationId, changed, event.at());
            }
          }
          channels.stream()
              .filter(account -> account.health() == HealthState.DOWN)
              .forEach(down -> schedule(organizationId, down.id()));
        });
  }

  private void note(OrganizationId organizationId, ChannelChanged changed, Instant at) {
    AccountId accountId = changed.accountId();
    switch (changed.state()) {
      case DOWN -> store.fell(organizationId, accountId, at);
      case UP -> store.recovered(organizationId, accountId, at);
      case DEGRADED, STARTING -> {}
    }
  }

  private void schedule(OrganizationId organizationId, AccountId down) {
    dueWork.schedule(organizationId, FailoverWorker.KIND, down.toString(), clock.instant());
  }
}
