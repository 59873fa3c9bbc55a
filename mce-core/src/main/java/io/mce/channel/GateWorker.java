package io.mce.channel;

import io.mce.job.DueWork;
import io.mce.job.Worker;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Makes the many dispatches of a large campaign follow its gate, a part at a time. */
final class GateWorker implements Worker {

  private static final Duration LEASE = Duration.ofSeconds(10);

  private final SendGate gates;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  GateWorker(SendGate gates, DueWork dueWork, Clock clock) {
    this.gates = gates;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  @Override
  public String name() {
    return SendGate.KIND;
  }

  @Override
  public boolean runOnce() {
    Optional<DueWork.Lease> lease = dueWork.claim(SendGate.KIND, LEASE);
    lease.ifPresent(held -> {
      boolean more = gates.settle(held.organizationId(), UUID.fromString(held.key()));
      dueWork.complete(held, more ? Optional.of(clock.instant()) : Optional.empty());
    });
    return lease.isPresent();
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(SendGate.KIND);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(SendGate.KIND);
  }
}
