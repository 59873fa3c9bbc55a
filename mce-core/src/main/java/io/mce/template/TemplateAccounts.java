package io.mce.template;

import io.mce.event.Events;
import io.mce.job.DueWork;
import io.mce.job.Startable;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.provider.ChannelChanged;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccounts;
import io.mce.provider.Providers;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which accounts send templates; begins to read those of one that is made, changed or put on. */
final class TemplateAccounts implements Startable {

  private final Events events;
  private final Database database;
  private final ProviderAccounts accounts;
  private final Providers providers;
  private final CatalogStore catalogs;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  TemplateAccounts(
      Events events,
      Database database,
      ProviderAccounts accounts,
      Providers providers,
      CatalogStore catalogs,
      DueWork dueWork,
      Clock clock) {
    this.events = events;
    this.database = database;
    this.accounts = accounts;
    this.providers = providers;
    this.catalogs = catalogs;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  @Override
  public void start() {
    events.subscribe(
        TemplateWorker.KIND,
        Set.of(ChannelChanged.class),
        event -> changed(event.organizationId(), event.as(ChannelChanged.class).accountId()));
  }

  /** The accounts that are switched on and send templates, oldest first. */
  List<ProviderAccount> all(OrganizationId organizationId) {
    return accounts.channels(organizationId).stream()
        .filter(account -> sendsTemplates(organizationId, account.id()))
        .toList();
  }

  Optional<ProviderAccount> find(OrganizationId organizationId, AccountId id) {
    return all(organizationId).stream().filter(account -> account.id().equals(id)).findFirst();
  }

  private boolean sendsTemplates(OrganizationId organizationId, AccountId id) {
    try {
      return providers.profile(organizationId, id).can(ChannelCapability.TEMPLATE);
    } catch (ProviderException e) {
      return false; // Its plugin is gone or does not take the settings: it sends nothing at all.
    }
  }

  // The event also tells of the account's health, which changes nothing about its templates.
  private void changed(OrganizationId organizationId, AccountId id) {
    database.runInOrganization(
        organizationId,
        transaction ->
            find(organizationId, id)
                .filter(account -> catalogs.meet(organizationId, id, account.version()))
                .ifPresent(account ->
                    dueWork.schedule(
                        organizationId, TemplateWorker.KIND, id.toString(), clock.instant())));
  }
}
