package io.mce.template;

import io.mce.job.DueWork;
import io.mce.job.Worker;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccounts;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the templates of accounts when that is due, one account at a time. */
final class TemplateWorker implements Worker {

  static final String KIND = "templates";

  /** How often all is read anew, in case a carrier does not say what changed. */
  private static final Duration INTERVAL = Duration.ofHours(12);

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 9;
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Logger log = LoggerFactory.getLogger(TemplateWorker.class);

  private final DueWork dueWork;
  private final TemplateDesk desk;
  private final CatalogStore catalogs;
  private final ProviderAccounts accounts;
  private final Clock clock;

  @Inject
  TemplateWorker(
      DueWork dueWork,
      TemplateDesk desk,
      CatalogStore catalogs,
      ProviderAccounts accounts,
      Clock clock) {
    this.dueWork = dueWork;
    this.desk = desk;
    this.catalogs = catalogs;
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public boolean runOnce() {
    Optional<DueWork.Lease> lease = dueWork.claim(KIND, LEASE);
    lease.ifPresent(this::work);
    return lease.isPresent();
  }

  private void work(DueWork.Lease lease) {
    OrganizationId organizationId = lease.organizationId();
    AccountId accountId = AccountId.of(lease.key());
    Optional<ProviderAccount> account =
        accounts.channels(organizationId).stream()
            .filter(each -> each.id().equals(accountId))
            .findFirst();
    dueWork.complete(lease, account.map(each -> clock.instant().plus(sync(organizationId, each))));
  }

  /** Reads them, and says how long to wait until the next time. */
  private Duration sync(OrganizationId organizationId, ProviderAccount account) {
    try {
      desk.sync(Actor.engine(organizationId, KIND), account);
      return INTERVAL;
    } catch (ProviderException e) {
      log.warn("the templates of account {} could not be read: {}", account.id(), e.kind());
    } catch (RuntimeException e) {
      log.error("the templates of account {} could not be stored", account.id(), e);
    }
    int failures = catalogs.get(organizationId, account.id()).failures();
    Duration growing = FIRST_PAUSE.multipliedBy(1L << Math.clamp(failures - 1L, 0, MOST_DOUBLINGS));
    return growing.compareTo(INTERVAL) < 0 ? growing : INTERVAL;
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(KIND);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(KIND);
  }
}
