package io.mce.ingestion;

import io.mce.job.DueWork;
import io.mce.job.Worker;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.OrganizationId;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccounts;
import io.mce.provider.Providers;
import io.mce.spi.ErrorKind;
import io.mce.spi.LeadPage;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks lead sources for leads, one account at a time. The remote is asked outside of any
 * transaction; a process that dies before the page is stored leaves the source where it was, and
 * the same page is asked for again.
 */
final class LeadPollWorker implements Worker {

  static final String KIND = "lead-poll";

  private static final Logger log = LoggerFactory.getLogger(LeadPollWorker.class);
  private static final int THREADS = 2;
  private static final int PAGE = Intake.BATCH;
  private static final int PAGES = 50;
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final DueWork dueWork;
  private final LeadPollStore store;
  private final LeadPollDesk desk;
  private final Providers providers;
  private final ProviderAccounts accounts;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  LeadPollWorker(
      DueWork dueWork,
      LeadPollStore store,
      LeadPollDesk desk,
      Providers providers,
      ProviderAccounts accounts,
      Clock clock,
      IdGenerator ids) {
    this.dueWork = dueWork;
    this.store = store;
    this.desk = desk;
    this.providers = providers;
    this.accounts = accounts;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public int threads() {
    return THREADS;
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
    Optional<Instant> next = pass(lease, organizationId, accountId);
    store.plan(organizationId, accountId, next.orElse(null));
    dueWork.complete(lease, next);
  }

  /** Reads all there is, up to a bound, and says when to come again. */
  private Optional<Instant> pass(
      DueWork.Lease lease, OrganizationId organizationId, AccountId accountId) {
    for (int page = 0; page < PAGES; page++) {
      Optional<ProviderAccount> account =
          accounts.leadSource(organizationId, accountId).filter(ProviderAccount::enabled);
      Optional<LeadPollStore.State> state = store.find(organizationId, accountId);
      if (account.isEmpty() || state.isEmpty()) {
        return Optional.empty();
      }
      Turn turn = turn(organizationId, account.get(), state.get());
      if (!turn.more()) {
        return Optional.of(clock.instant().plus(turn.pause()));
      }
      if (!dueWork.renew(lease, LEASE)) {
        break;
      }
    }
    return Optional.of(clock.instant());
  }

  /** What came of one page: whether there is more at once, or else how long to wait. */
  private record Turn(boolean more, Duration pause) {}

  private Turn turn(
      OrganizationId organizationId, ProviderAccount account, LeadPollStore.State state) {
    Duration interval = LeadPollPauses.SHORTEST;
    try {
      interval = providers.ask(organizationId, account.id(), LeadPollWorker::interval);
      LeadPage page =
          providers.ask(organizationId, account.id(), source -> source.poll(state.cursor(), PAGE));
      boolean stored = desk.take(organizationId, account, state, page);
      return new Turn(
          !stored || page.more(), page.again().map(LeadPollPauses::between).orElse(interval));
    } catch (ProviderException e) {
      return failed(organizationId, account, state, e, interval);
    } catch (RuntimeException e) {
      log.error("what lead source {} brought could not be stored", account.id(), e);
      return failed(
          organizationId,
          account,
          state,
          ProviderException.of(
              ErrorKind.OUTCOME_UNKNOWN, "What it brought could not be stored; it is tried again."),
          interval);
    }
  }

  private static Duration interval(PollingLeadSource source) {
    return LeadPollPauses.between(source.interval());
  }

  private Turn failed(
      OrganizationId organizationId,
      ProviderAccount account,
      LeadPollStore.State state,
      ProviderException e,
      Duration interval) {
    Duration pause =
        LeadPollPauses.spread(
            LeadPollPauses.after(e, state.failures() + 1, interval), ids.next().hashCode());
    log.warn(
        "lead source {} brought nothing, {}, attempt {}: {}",
        account.id(),
        e.kind(),
        state.failures() + 1,
        e.getMessage());
    desk.fail(organizationId, account, state, e);
    return new Turn(false, pause);
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
