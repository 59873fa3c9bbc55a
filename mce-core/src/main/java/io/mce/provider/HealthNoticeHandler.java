package io.mce.provider;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.spi.HealthNotice;
import io.mce.spi.ProviderEvent;
import jakarta.inject.Inject;

/** Takes what a remote says by itself about an account: it holds until the account is asked. */
final class HealthNoticeHandler implements ProviderEventHandler {

  private final Database database;
  private final AccountHealth health;

  @Inject
  HealthNoticeHandler(Database database, AccountHealth health) {
    this.database = database;
    this.health = health;
  }

  @Override
  public boolean handles(ProviderEvent event) {
    return event instanceof HealthNotice;
  }

  @Override
  public void handle(OrganizationId organizationId, AccountId accountId, ProviderEvent event) {
    AccountHealth.Report report = AccountHealth.Report.of(((HealthNotice) event).health());
    database.runInOrganization(
        organizationId, transaction -> health.told(transaction, accountId, report));
  }
}
