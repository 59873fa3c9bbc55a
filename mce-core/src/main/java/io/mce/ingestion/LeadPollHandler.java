package io.mce.ingestion;

import io.mce.event.Events;
import io.mce.job.DueWork;
import io.mce.job.Startable;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.provider.ChannelChanged;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccounts;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;

/** Begins to ask a lead source when its account is made, changed or switched on. */
final class LeadPollHandler implements Startable {

  private final Events events;
  private final Database database;
  private final ProviderAccounts accounts;
  private final LeadPollStore store;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  LeadPollHandler(
      Events events,
      Database database,
      ProviderAccounts accounts,
      LeadPollStore store,
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
        "lead-polls",
        Set.of(ChannelChanged.class),
        event -> changed(event.organizationId(), event.as(ChannelChanged.class).accountId()));
  }

  // The event also tells of the account's health, which must not bring the next poll forward.
  private void changed(OrganizationId organizationId, AccountId id) {
    database.runInOrganization(
        organizationId,
        transaction ->
            accounts
                .leadSource(organizationId, id)
                .filter(ProviderAccount::enabled)
                .filter(
                    account -> store.meet(organizationId, id, account.version(), clock.instant()))
                .ifPresent(account ->
                    dueWork.schedule(
                        organizationId, LeadPollWorker.KIND, id.toString(), clock.instant())));
  }
}
