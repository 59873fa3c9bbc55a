package io.mce.scoring;

import io.mce.job.DueWork;
import io.mce.job.DueWork.Lease;
import io.mce.job.Worker;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.scoring.ScoringStore.Rescoring;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Scores leads again, some hundred to a transaction: those whose points decay or could not be
 * worked out, when that is due, and all after the rules changed. How far it came is stored with the
 * scores, so what a process that died had done is not done again.
 */
abstract class ScoringWorker implements Worker {

  static final String DUE = "scoring-due";
  static final String RULES = "scoring-rules";
  private static final int BATCH = 200;
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final String kind;
  private final DueWork dueWork;

  ScoringWorker(String kind, DueWork dueWork) {
    this.kind = kind;
    this.dueWork = dueWork;
  }

  /** Does one transaction's worth; returns when there is more to do. */
  abstract Optional<Instant> work(OrganizationId organizationId);

  @Override
  public String name() {
    return kind;
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(kind);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(kind);
  }

  @Override
  public boolean runOnce() {
    Optional<Lease> lease = dueWork.claim(kind, LEASE);
    lease.ifPresent(each -> dueWork.complete(each, work(each.organizationId())));
    return lease.isPresent();
  }

  /** Leads whose points decay, and those whose score could not be worked out. */
  static final class Due extends ScoringWorker {

    private final Database database;
    private final ScoringStore store;
    private final Scoring scoring;
    private final Clock clock;

    @Inject
    Due(Database database, ScoringStore store, Scoring scoring, DueWork dueWork, Clock clock) {
      super(DUE, dueWork);
      this.database = database;
      this.store = store;
      this.scoring = scoring;
      this.clock = clock;
    }

    @Override
    Optional<Instant> work(OrganizationId organizationId) {
      return database.inOrganization(
          organizationId,
          transaction -> {
            List<LeadId> due = store.due(organizationId, clock.instant(), BATCH);
            List<LeadId> gone = new ArrayList<>(due);
            gone.removeAll(scoring.rescore(Actor.engine(organizationId, "scoring"), due));
            store.unscheduleAll(organizationId, gone);
            return store.nextDue(organizationId);
          });
    }
  }

  /** All leads, after the rules changed. */
  static final class AfterChange extends ScoringWorker {

    private final Database database;
    private final ScoringStore store;
    private final Scoring scoring;
    private final Clock clock;

    @Inject
    AfterChange(
        Database database, ScoringStore store, Scoring scoring, DueWork dueWork, Clock clock) {
      super(RULES, dueWork);
      this.database = database;
      this.store = store;
      this.scoring = scoring;
      this.clock = clock;
    }

    @Override
    Optional<Instant> work(OrganizationId organizationId) {
      return database.inOrganization(
          organizationId,
          transaction -> {
            Optional<Rescoring> running =
                store.rescoring(organizationId).filter(each -> each.to().isPresent());
            if (running.isEmpty()) {
              return Optional.empty();
            }
            Rescoring rescoring = running.get();
            List<LeadId> some =
                store.leadsAfter(organizationId, rescoring.to().orElseThrow(), BATCH);
            scoring.rescore(Actor.engine(organizationId, "scoring"), some);
            boolean last = some.size() < BATCH;
            store.advance(
                organizationId,
                rescoring.version(),
                some.size(),
                last ? null : some.getLast(),
                last ? clock.instant() : null);
            return last ? Optional.empty() : Optional.of(clock.instant());
          });
    }
  }
}
