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

  /**
   * Longer than a batch takes, and how long a campaign stands still after a crash. A batch that
   * outlives it is harmless: it looks again at what is due in the transaction that takes it.
   */
  private static final Duration LEASE = Duration.ofSeconds(20);

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
  public Optional<String> kind() {
    return Optional.of(KIND);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(KIND);
  }
}
