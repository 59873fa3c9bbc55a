package io.mce.campaign;

import io.mce.job.DueWork;
import io.mce.job.Worker;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Works on campaigns that have something due, one batch of one campaign at a time, so that a large
 * one does not keep the others waiting.
 */
final class CampaignWorker implements Worker {

  /** What campaigns are called in the directory of due work; the key is the campaign's id. */
  static final String KIND = "campaign";

  /** Far longer than a batch takes; a batch that outlives it is still harmless. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final DueWork dueWork;
  private final CampaignRun run;

  @Inject
  CampaignWorker(DueWork dueWork, CampaignRun run) {
    this.dueWork = dueWork;
    this.run = run;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public boolean runOnce() {
    Optional<DueWork.Lease> lease = dueWork.claim(KIND, LEASE);
    lease.ifPresent(each ->
        dueWork.complete(each, run.advance(each.organizationId(), CampaignId.of(each.key()))));
    return lease.isPresent();
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(KIND);
  }
}
