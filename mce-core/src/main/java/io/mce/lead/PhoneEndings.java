package io.mce.lead;

import io.mce.job.DueWork;
import io.mce.job.DueWork.Lease;
import io.mce.job.Worker;
import io.mce.job.Workers;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PhoneNumber;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes phone numbers that were stored before there was an index of their last digits known to it;
 * the migration that made the index ordered it. What was done stays done when a process dies.
 */
final class PhoneEndings implements Worker {

  private static final String KIND = "phone-endings";
  private static final int BATCH = 500;
  private static final Duration LEASE = Duration.ofMinutes(1);

  /** Work comes with a migration, and then never again. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  /** What no search has: a number that does not open is not looked at again. */
  private static final String NONE = "";

  private static final Logger log = LoggerFactory.getLogger(PhoneEndings.class);

  private final IdentifierStore store;
  private final Identifiers identifiers;
  private final DueWork dueWork;
  private final Workers workers;
  private final Clock clock;
  private volatile Instant nextLook = Instant.EPOCH;

  @Inject
  PhoneEndings(
      IdentifierStore store,
      Identifiers identifiers,
      DueWork dueWork,
      Workers workers,
      Clock clock) {
    this.store = store;
    this.identifiers = identifiers;
    this.dueWork = dueWork;
    this.workers = workers;
    this.clock = clock;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(KIND);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(KIND);
  }

  @Override
  public Optional<Instant> nextLook() {
    return Optional.of(nextLook);
  }

  @Override
  public boolean runOnce() {
    Instant now = clock.instant();
    if (now.isBefore(nextLook)) {
      return false;
    }
    Optional<Lease> lease = dueWork.claim(KIND, LEASE);
    nextLook = lease.isPresent() ? now : now.plus(LOOK);
    lease.ifPresent(held ->
        dueWork.complete(held, finish(held) ? Optional.empty() : Optional.of(clock.instant())));
    return lease.isPresent();
  }

  /** Works until nothing is left; false when it had to stop before. */
  private boolean finish(Lease lease) {
    Optional<StoredIdentifier> last = Optional.empty();
    while (!workers.isStopping()) {
      List<StoredIdentifier> phones =
          store.phonesWithoutEnding(lease.organizationId(), last, BATCH);
      if (phones.isEmpty()) {
        return true;
      }
      store.updateEndings(lease.organizationId(), endings(lease.organizationId(), phones));
      last = Optional.of(phones.getLast());
      if (!dueWork.renew(lease, LEASE)) {
        return false;
      }
    }
    return false;
  }

  private List<IdentifierStore.Ending> endings(
      OrganizationId organizationId, List<StoredIdentifier> phones) {
    List<IdentifierStore.Ending> endings = new ArrayList<>();
    for (StoredIdentifier phone : phones) {
      endings.add(new IdentifierStore.Ending(phone, ending(organizationId, phone)));
    }
    return endings;
  }

  private String ending(OrganizationId organizationId, StoredIdentifier stored) {
    try {
      PhoneNumber phone = new PhoneNumber(identifiers.open(organizationId, stored));
      return identifiers.endingKey(organizationId, PhoneEnding.indexed(phone));
    } catch (MceException e) {
      log.warn("the phone number of lead {} does not open", stored.leadId(), e);
      return NONE;
    }
  }
}
