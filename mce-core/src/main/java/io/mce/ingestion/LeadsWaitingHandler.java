package io.mce.ingestion;

import io.mce.job.DueWork;
import io.mce.kernel.OrganizationId;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderEventHandler;
import io.mce.spi.LeadsWaiting;
import io.mce.spi.ProviderEvent;
import jakarta.inject.Inject;
import java.time.Clock;

/** Asks a lead source at once when its remote says that leads wait there. */
final class LeadsWaitingHandler implements ProviderEventHandler {

  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  LeadsWaitingHandler(DueWork dueWork, Clock clock) {
    this.dueWork = dueWork;
    this.clock = clock;
  }

  @Override
  public boolean handles(ProviderEvent event) {
    return event instanceof LeadsWaiting;
  }

  @Override
  public void handle(OrganizationId organizationId, AccountId accountId, ProviderEvent event) {
    dueWork.schedule(organizationId, LeadPollWorker.KIND, accountId.toString(), clock.instant());
  }
}
