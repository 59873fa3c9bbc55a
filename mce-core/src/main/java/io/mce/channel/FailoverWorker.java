package io.mce.channel;

import io.mce.event.Events;
import io.mce.job.DueWork;
import io.mce.job.Worker;
import io.mce.job.Workers;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.provider.HealthState;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccounts;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives what is queued at an account that is down to the next account by the policy, a part at a
 * time, and tells. Only what is queued: what is being sent or of unknown outcome may be with the
 * carrier, and stays. The order within a conversation stays too, because a claim goes by it
 * whichever account a message is at.
 */
final class FailoverWorker implements Worker {

  /** Kind of due work: one key for each account that is down. */
  static final String KIND = "failover";

  private static final Logger log = LoggerFactory.getLogger(FailoverWorker.class);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final int BATCH = 256;
  private static final int PRIORITIES = 3;

  private final Database database;
  private final ProviderAccounts accounts;
  private final FailoverStore store;
  private final LaneStore lanes;
  private final Router router;
  private final DispatchContent content;
  private final ConversationRoutes conversations;
  private final Events events;
  private final DueWork dueWork;
  private final Workers workers;
  private final Clock clock;

  @Inject
  FailoverWorker(
      Database database,
      ProviderAccounts accounts,
      FailoverStore store,
      LaneStore lanes,
      Router router,
      DispatchContent content,
      ConversationRoutes conversations,
      Events events,
      DueWork dueWork,
      Workers workers,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.store = store;
    this.lanes = lanes;
    this.router = router;
    this.content = content;
    this.conversations = conversations;
    this.events = events;
    this.dueWork = dueWork;
    this.workers = workers;
    this.clock = clock;
  }

  /** What one part brought: where to go on, unless there is nothing more to do. */
  private record Part(Optional<FailoverStore.Position> next, Map<AccountId, Long> moved) {}

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
    AccountId from = AccountId.of(lease.key());
    Map<AccountId, Long> moved = new HashMap<>();
    Optional<FailoverStore.Position> next = Optional.of(FailoverStore.Position.startOf(0));
    while (next.isPresent() && !workers.isStopping()) {
      FailoverStore.Position position = next.get();
      Part part =
          database.inOrganization(
              organizationId, transaction -> part(organizationId, from, position));
      part.moved().forEach((to, count) -> moved.merge(to, count, Long::sum));
      next = part.next();
      if (!dueWork.renew(lease, LEASE)) {
        return; // Someone else goes on, and tells.
      }
    }
    tell(organizationId, from, moved);
    dueWork.complete(lease, next.map(ignored -> clock.instant()));
  }

  private Part part(
      OrganizationId organizationId, AccountId from, FailoverStore.Position position) {
    // Whoever claims for the account holds this lock: what is moved here is not claimed there.
    lanes.lock(organizationId, from);
    Optional<ProviderAccount> down = down(organizationId, from);
    Ways ways = router.ways(organizationId);
    if (down.isEmpty() || ways.isNoneBeside(down.get())) {
      return new Part(Optional.empty(), Map.of());
    }
    List<StoredDispatch> queued = store.queued(organizationId, from, position, BATCH);
    Map<AccountId, Long> moved = move(organizationId, ways, queued);
    return new Part(after(position, queued), moved);
  }

  private Optional<ProviderAccount> down(OrganizationId organizationId, AccountId accountId) {
    return accounts.channels(organizationId).stream()
        .filter(each -> each.id().equals(accountId) && each.health() == HealthState.DOWN)
        .findFirst();
  }

  private static Optional<FailoverStore.Position> after(
      FailoverStore.Position position, List<StoredDispatch> queued) {
    int priority = position.priority();
    if (queued.size() == BATCH) {
      return Optional.of(FailoverStore.Position.of(priority, queued.getLast()));
    }
    return priority + 1 < PRIORITIES
        ? Optional.of(FailoverStore.Position.startOf(priority + 1))
        : Optional.empty();
  }

  private Map<AccountId, Long> move(
      OrganizationId organizationId, Ways ways, List<StoredDispatch> queued) {
    Instant now = clock.instant();
    List<FailoverStore.Move> moves = planned(ways, queued);
    // Conversations first, as whoever takes what a person wrote does.
    Map<AccountId, List<UUID>> routes =
        moves.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.route().account(),
                    Collectors.mapping(
                        each -> each.dispatch().conversationId(), Collectors.toList())));
    routes.forEach((to, ids) -> conversations.goBy(organizationId, ids, to));
    Map<AccountId, Long> moved = new HashMap<>();
    for (FailoverStore.Move each : store.move(organizationId, moves, now)) {
      AccountId to = each.route().account();
      moved.merge(to, 1L, Long::sum);
    }
    moved
        .keySet()
        .forEach(to -> dueWork.schedule(organizationId, OutboxWorker.KIND, to.toString(), now));
    return moved;
  }

  private List<FailoverStore.Move> planned(Ways ways, List<StoredDispatch> queued) {
    List<Ways.Wanted> wanted = new ArrayList<>();
    for (StoredDispatch dispatch : queued) {
      try {
        wanted.add(new Ways.Wanted(dispatch, content.open(dispatch)));
      } catch (RuntimeException e) {
        // It fails where it is, when it is sent.
        log.warn("dispatch {} cannot be read: {}", dispatch.id(), e.getClass().getName());
      }
    }
    Map<DispatchId, ResultStore.Route> routes = ways.find(wanted);
    return wanted.stream()
        .map(Ways.Wanted::dispatch)
        .filter(dispatch -> routes.containsKey(dispatch.id()))
        .sorted(Comparator.comparing(dispatch -> dispatch.id().value()))
        .flatMap(dispatch ->
            Optional.ofNullable(routes.get(dispatch.id())).stream()
                .map(route -> new FailoverStore.Move(dispatch, route)))
        .toList();
  }

  private void tell(OrganizationId organizationId, AccountId from, Map<AccountId, Long> moved) {
    List<AccountId> to =
        moved.entrySet().stream()
            .sorted(Map.Entry.<AccountId, Long>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .toList();
    long sum = moved.values().stream().mapToLong(Long::longValue).sum();
    if (sum > 0) {
      log.info("{} messages that waited at account {} go by {}", sum, from, to);
    }
    database.runInOrganization(
        organizationId,
        transaction -> {
          Optional<Instant> since = store.outage(organizationId, from);
          if (since.isEmpty() || down(organizationId, from).isEmpty()) {
            return;
          }
          if (store.tell(organizationId, from) || sum > 0) {
            events.append(
                Actor.engine(organizationId, KIND),
                new ChannelFailedOver(
                    from, since.get(), to, sum, store.waiting(organizationId, from)));
          }
        });
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
